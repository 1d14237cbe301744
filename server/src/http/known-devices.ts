import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hashToken, newRandomToken } from '../kernel/id.ts'

/**
 * Browsers in which a user has signed in before. Their failed sign-ins are counted separately, so that others cannot lock the user out.
 */
export interface KnownDevices {
  /** The browser's ID; undefined if no user, or not the user with this email address, has signed in. */
  read(request: FastifyRequest, email?: string): string | undefined
  remember(reply: FastifyReply, email: string): void
}

const PREFIX = 'letterlock_device_'
const DAYS = 400
const MAX_KNOWN = 10

/** Stores a signed cookie per user, which grants no access. The newest key signs, all keys verify. */
export function createKnownDevices(keys: readonly Buffer[], publicUrl: string): KnownDevices {
  const secure = publicUrl.startsWith('https:')
  const prefix = `${secure ? '__Host-' : ''}${PREFIX}`
  const nameFor = (email: string): string => prefix + hashToken(email).slice(0, 16)
  const sign = (key: Buffer, name: string, id: string): Buffer =>
    createHmac('sha256', key).update(`${name} ${id}`).digest()
  const isOurs = (name: string, id: string, given: Buffer): boolean =>
    keys.some((key) => {
      const expected = sign(key, name, id)
      return expected.length === given.length && timingSafeEqual(expected, given)
    })
  return {
    read({ cookies }, email) {
      const names = email === undefined ? Object.keys(cookies) : [nameFor(email)]
      for (const name of names.filter((one) => one.startsWith(prefix)).slice(0, MAX_KNOWN)) {
        const [id = '', signature = ''] = cookies[name]?.split('.') ?? []
        if (isOurs(name, id, Buffer.from(signature, 'base64url'))) return id
      }
      return undefined
    },
    remember(reply, email) {
      const [key] = keys
      if (!key) return
      const name = nameFor(email)
      const id = newRandomToken()
      const value = `${id}.${sign(key, name, id).toString('base64url')}`
      const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
      void reply.setCookie(name, value, { ...options, maxAge: DAYS * 86_400 })
    },
  }
}
