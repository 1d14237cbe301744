import { errors, type Configuration } from 'oidc-provider'
import { ASSISTANT_SCOPES } from './assistant.ts'
import { askForCode, confirmCode, showDone, showError } from './pages.ts'
import { isOurs } from './resource.ts'
import { memberAt } from '../kernel/member-at.ts'

/**
 * The features of `oidc-provider` that assistants use.
 * @param resource URL of the MCP endpoint
 */
export function providerFeatures(resource: string): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    revocation: {
      enabled: true,
      // For another client the token does not exist (RFC 7009, section 2.2).
      allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
    },
    registration: { enabled: true, issueRegistrationAccessToken: false },
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
    deviceFlow: {
      enabled: true,
      mask: '****-****',
      userCodeInputSource: (context, form, out, error) =>
        out === undefined || isAboutCode(error)
          ? askForCode(context, form, error !== undefined)
          : showError(context, out.error_description ?? out.error),
      userCodeConfirmSource: (context, form, client, _device, code) =>
        confirmCode(context, form, client.clientName ?? client.clientId, code),
      successSource: showDone,
    },
    resourceIndicators: {
      enabled: true,
      // Called with a list if several resources were requested.
      defaultResource(_context, _client, several) {
        if (several && several.length > 1) throw new errors.InvalidTarget('one resource at a time')
        return resource
      },
      useGrantedResource: () => true,
      getResourceServerInfo(context, asked) {
        if (Array.isArray(context.oidc.params?.['resource']))
          throw new errors.InvalidTarget('one resource at a time')
        if (!isOurs(asked, resource)) throw new errors.InvalidTarget('not a resource of this server')
        return { scope: ASSISTANT_SCOPES.join(' '), audience: asked, accessTokenFormat: 'opaque' }
      },
    },
  }
}

/** Whether the user can type another code (oidc-provider answers these errors with 200). */
function isAboutCode(error: Error | undefined): boolean {
  return memberAt(error, 'statusCode') === 200
}
