/** The mark of the product: a crescent that holds a small full moon. `disc` paints the round ground. */
export function Logo({ size = 36, disc }: { size?: number; disc?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 40 40"
      role="img"
      aria-label="月安"
      style={{ display: "block", flex: "none" }}
    >
      {disc && <circle cx="20" cy="20" r="20" fill={disc} />}
      <path d="M24.8 6.2A14.5 14.5 0 1 0 34 25.6 12 12 0 1 1 24.8 6.2z" fill="#F3C184" />
      <circle cx="25.6" cy="18.8" r="4.3" fill="#FFFFFF" />
    </svg>
  );
}
