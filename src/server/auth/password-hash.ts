import { hash, verify } from '@node-rs/argon2';

// Algorithm 2 is argon2id; the package's enum is const and cannot be imported with isolated modules.
// Costs: OWASP Password Storage Cheat Sheet, first argon2id configuration but one (19 MiB, 2, 1).
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The argon2id hash of a password in PHC form, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS);
}

/** Whether a password is the one that was hashed. */
export function verifyPassword(input: { hash: string; password: string }): Promise<boolean> {
  return verify(input.hash, input.password.normalize('NFKC'), OPTIONS);
}
