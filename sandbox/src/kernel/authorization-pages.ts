import type { FastifyInstance, FastifyReply } from 'fastify'
import { randomHex } from '../random-values.ts'
import { isPassword, type Users } from './users.ts'

/** The pages of an authorization request. `Asked` is the part of the request that the provider stores. */
export interface AuthorizationPages<Asked> {
  /** The prefix of `/login` and `/consent`, to which the forms post. */
  readonly path?: string
  readonly users: () => Users
  /** Posts `transaction`, `username` and `password` to `login`. */
  readonly signInPage: (transaction: string, asked: Asked, error?: string) => string
  readonly wrongPassword: string
  /** Posts `transaction` and `decision` (`allow` or `deny`) to `consent`. */
  readonly consentPage: (transaction: string, asked: Asked, username: string) => string
  readonly outOfDatePage: () => string
  /** The URL that the browser is sent to. */
  readonly finish: (asked: Asked, username: string, allowed: boolean) => string
}

/** Continues an authorization request that the provider has accepted. */
export type BeginAuthorization<Asked> = (asked: Asked, reply: FastifyReply) => FastifyReply

/** Sign-in, consent and redirect, once for each authorization request. */
export function registerAuthorizationPages<Asked>(
  server: FastifyInstance,
  { path = '', users, finish, wrongPassword, ...pages }: AuthorizationPages<Asked>,
): BeginAuthorization<Asked> {
  const transactions = new Map<string, { readonly asked: Asked; username?: string }>()

  server.post<{ Body: Record<string, string> | null }>(`${path}/login`, (request, reply) => {
    const { transaction: id = '', username = '', password = '' } = request.body ?? {}
    const transaction = transactions.get(id)
    reply.type('text/html')
    if (!transaction) return reply.code(400).send(pages.outOfDatePage())
    if (!isPassword(users(), username, password))
      return reply.send(pages.signInPage(id, transaction.asked, wrongPassword))
    transaction.username = username
    return reply.send(pages.consentPage(id, transaction.asked, username))
  })

  server.post<{ Body: Record<string, string> | null }>(`${path}/consent`, (request, reply) => {
    const { transaction: id = '', decision } = request.body ?? {}
    const transaction = transactions.get(id)
    transactions.delete(id)
    if (transaction?.username === undefined)
      return reply.code(400).type('text/html').send(pages.outOfDatePage())
    return reply.redirect(finish(transaction.asked, transaction.username, decision === 'allow'))
  })

  return (asked, reply) => {
    const id = randomHex(32)
    transactions.set(id, { asked })
    return reply.type('text/html').send(pages.signInPage(id, asked))
  }
}
