/** "护士（静安馆）、营养师": the roles of an account, with the centre where one is limited to it. */
export const roleText = (roles: readonly { label: string; centre: string | null }[]): string =>
  roles.map((role) => (role.centre ? `${role.label}（${role.centre}）` : role.label)).join("、");
