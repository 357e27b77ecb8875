import type { SessionClaims } from "@/domain/identity/tokens";

declare module "next-auth" {
  interface User {
    id: string;
    claims: SessionClaims;
  }
}
