import type { FastifyReply, FastifyRequest } from 'fastify'
import { MAX_LINK_TOKEN_LENGTH, MAX_OWN_ID_LENGTH } from '../../kernel/limits.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { newestOAuthApp } from '../../workspaces/oauth-apps.ts'
import { applicationName } from '../../connect/application-name.ts'
import { definitionOf } from '../../providers/definition-of.ts'
import type { ConnectSession } from '../../connect/connect-session.ts'
import { openedSession, openConnectLink } from '../../connect/open-connect-link.ts'
import { shownPermissions, startAuthorization, type Start } from '../../connect/start-authorization.ts'
import { LOCALES } from '../../kernel/locale.ts'
import { Secret } from '../../kernel/secret.ts'
import { HOUR, SECOND } from '../../kernel/time.ts'
import { assertCsrfToken, csrfTokenFor, type BrowserCookies } from '../browser.ts'
import type { RouteContext } from '../route-context.ts'
import { connectPage } from '../../views/connect-page.ts'
import { PRIVATE_PAGE } from '../../views/document.ts'
import { PAGE_WORDS } from '../../views/words/index.ts'
import { localeOf } from '../locale-of.ts'
import { sendPage } from '../send-page.ts'

const levels = z.enum(['none', 'read', 'write'])
/** The level of a permission, from the switches that are on. */
const level = z
  .union([levels, z.array(levels).max(3)])
  .default('none')
  .transform((given) => {
    const on = new Set([given].flat())
    return on.has('write') ? 'write' : on.has('read') ? 'read' : 'none'
  })
const form = z.object({
  csrf: z.string().max(MAX_LINK_TOKEN_LENGTH),
  provider: z.string().max(MAX_OWN_ID_LENGTH),
  audiences: level,
  campaigns: level,
  reports: level,
  send: z.literal('yes').optional(),
})
const params = z.object({ connectSessionId: z.string().max(MAX_OWN_ID_LENGTH) })
/** The language that the application wants; an unsupported language counts as none. */
const querystring = z.object({ locale: z.enum(LOCALES).optional().catch(undefined) })

const inLocale = ({ locale }: z.infer<typeof querystring>): string =>
  locale === undefined ? '' : `?${new URLSearchParams({ locale }).toString()}`

/** The connect flow in the browser: the link, the connect page, and the redirect to the provider. */
export function connectRoutes(context: RouteContext, cookies: BrowserCookies): FastifyPluginAsyncZod {
  /** The session of a form from the connect page, in the browser that opened it. */
  const sessionOfForm = async (
    request: FastifyRequest,
    id: string,
    csrf: string,
  ): Promise<ConnectSession> => {
    const cookie = cookies.read(request, 'connect_session', id) ?? ''
    const session = await openedSession(context, id, cookie)
    assertCsrfToken(request, cookie, csrf)
    return session
  }

  /** Redirects to the provider. */
  const start = async (reply: FastifyReply, what: Start): Promise<FastifyReply> => {
    const { url, state, cookie } = await startAuthorization(context, what)
    cookies.set(reply, 'authorization', state.reveal(), cookie, HOUR / SECOND)
    return reply.headers(PRIVATE_PAGE).redirect(url, 303)
  }

  return async (server) => {
    // No HEAD, because link previews must not use up the link.
    server.get(
      '/connect/link/:linkToken',
      {
        exposeHeadRoute: false,
        schema: {
          hide: true,
          params: z.object({ linkToken: z.string().max(MAX_LINK_TOKEN_LENGTH) }),
          querystring,
        },
      },
      async (request, reply) => {
        const token = new Secret(request.params.linkToken)
        const { session, cookie } = await openConnectLink(context, token, (id) =>
          cookies.read(request, 'connect_session', id),
        )
        if (cookie) cookies.set(reply, 'connect_session', session.id, cookie, HOUR / SECOND)
        const [providerSlug] = session.providerSlugs
        if (session.skipConnectPage && providerSlug !== undefined)
          return start(reply, {
            session,
            providerSlug,
            permissions: session.permissions,
            locale: request.query.locale,
          })
        return reply.headers(PRIVATE_PAGE).redirect(`/connect/${session.id}${inLocale(request.query)}`, 303)
      },
    )

    server.get(
      '/connect/:connectSessionId',
      { schema: { hide: true, params, querystring } },
      async (request, reply) => {
        const cookie = cookies.read(request, 'connect_session', request.params.connectSessionId)
        const session = await openedSession(context, request.params.connectSessionId, cookie)
        const workspace = await context.store.workspaces.read(session.workspaceId)
        const refreshed = session.connectionId
          ? await context.store.connections.read(session.workspaceId, session.connectionId)
          : undefined
        const defined = session.providerSlugs.filter((id) => context.providers.has(id))
        // If none is left, the page says which provider is missing.
        const slugs = defined.length > 0 ? defined : session.providerSlugs
        const providers = slugs.map((id) => definitionOf(context, id))
        const [only] = providers.length === 1 ? providers : []
        const onlyApp = only && (await newestOAuthApp(context, session.workspaceId, only.id))
        const formTargets = [
          new URL(session.returnUrl).origin,
          ...providers.map(
            (provider) => new URL(context.outbound.browserUrl(provider.authorization.url)).origin,
          ),
        ]
        const branding = {
          name: workspace?.name ?? '',
          color: workspace?.color ?? null,
          logo: workspace?.logo ?? null,
        }
        const locale = localeOf(request)
        const words = PAGE_WORDS[locale]
        const view = {
          sessionId: session.id,
          application: onlyApp?.name ?? (await applicationName(context, workspace, slugs)),
          providers,
          permissions: session.permissions,
          chosen: shownPermissions(session, refreshed),
          accountName: refreshed?.account.name ?? null,
          csrf: csrfTokenFor(cookie ?? ''),
          query: inLocale(request.query),
        }
        return sendPage(
          reply,
          { title: words.connect.title, formTargets, branding, locale },
          connectPage(view, words),
        )
      },
    )

    server.post(
      '/connect/:connectSessionId/authorize',
      { schema: { hide: true, params, querystring, body: form } },
      async (request, reply) => {
        const { csrf, provider, send, ...levels } = request.body
        const session = await sessionOfForm(request, request.params.connectSessionId, csrf)
        const permissions = { ...levels, send: send === 'yes' }
        return start(reply, { session, providerSlug: provider, permissions, locale: request.query.locale })
      },
    )

    const cancelForm = form.pick({ csrf: true })
    server.post(
      '/connect/:connectSessionId/cancel',
      { schema: { hide: true, params, querystring, body: cancelForm } },
      async (request, reply) => {
        const session = await sessionOfForm(request, request.params.connectSessionId, request.body.csrf)
        const returnUrl = new URL(session.returnUrl)
        returnUrl.searchParams.set('connectSessionId', session.id)
        returnUrl.searchParams.set('error', 'access_denied')
        return reply.headers(PRIVATE_PAGE).redirect(returnUrl.href, 303)
      },
    )
  }
}
