import { randomBytes, scryptSync } from 'node:crypto'

/** Of the usual 16,384 rounds 16 are left: a hash takes no 60 ms of a processor, and a test of the dashboard makes several. */
const COST = 16

/** scrypt as servers use it, at a cost that only tests may have. */
export const QUICK_PASSWORD_HASH = {
  hash: async (password: string): Promise<string> => hashWith(randomBytes(16).toString('hex'), password),
  verify: async ({ hash, password }: { hash: string; password: string }): Promise<boolean> =>
    hash === hashWith(hash.split(':')[0] ?? '', password),
}

function hashWith(salt: string, password: string): string {
  return `${salt}:${scryptSync(password.normalize('NFKC'), salt, 64, { cost: COST }).toString('hex')}`
}
