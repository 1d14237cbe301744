import { defineProvider } from './define-provider.ts'

/**
 * Constant Contact v2 API, for existing keys: new ones are no longer issued. An access token lasts ten years and cannot be
 * refreshed. Each call contains the client ID in addition to the token.
 */
export const constantContactV2 = defineProvider({
  id: 'constant-contact-v2',
  name: 'Constant Contact (v2)',
  docsUrl: 'https://v2.developer.constantcontact.com/docs/authentication/authentication.html',
  hosts: ['oauth2.constantcontact.com', 'api.constantcontact.com'],
  authorization: {
    url: 'https://oauth2.constantcontact.com/oauth2/oauth/siteowner/authorize',
    pkce: 'none',
    // "The v2 API does not support the 'scope' parameter."
    scopes: [],
  },
  token: {
    url: 'https://oauth2.constantcontact.com/oauth2/oauth/token',
    clientAuthentication: 'client_secret_post',
    refresh: 'none',
  },
  account: {
    apiLocation: { type: 'fixed', apiBaseUrl: 'https://api.constantcontact.com' },
    // The account response has no ID; the user name is what the authorization response contains.
    introspection: {
      url: 'https://oauth2.constantcontact.com/oauth2/tokeninfo.htm',
      parse: ({ error, user_name, expires_in }) => {
        if (typeof error === 'string') return undefined
        if (typeof user_name !== 'string' || user_name === '') throw new TypeError('no user_name')
        const seconds = typeof expires_in === 'string' ? Number(expires_in) : Number.NaN
        return { accountId: user_name, expiresInSeconds: seconds > 0 ? seconds : null }
      },
    },
    path: '/v2/account/info',
    parse: ({ organization_name, email }, tokenInfo) => {
      const id = tokenInfo?.accountId ?? ''
      return {
        id,
        name: typeof organization_name === 'string' && organization_name !== '' ? organization_name : id,
        email: typeof email === 'string' ? email : null,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: '/v2/lists',
    checkPath: '/v2/account/info',
    unauthorizedStatuses: [401],
    clientIdParameter: 'api_key',
    // The gateway's response, before the token is validated.
    classifyError: (status, body) =>
      status === 403 && body.includes('Developer Inactive') ? 'oauth_app_rejected' : undefined,
    limitScope: 'oauth_app',
    maxConcurrentCalls: 4,
    rateLimits: [{ calls: 4, seconds: 1 }],
    timeoutSeconds: 60,
    permissionRules: [
      ['GET', '/v2/account/**', 'none'],
      ['GET', '/v2/contacts/**', 'audiences:read'],
      ['GET', '/v2/lists/**', 'audiences:read'],
      ['GET', '/v2/activities/**', 'audiences:read'],
      ['POST', '/v2/contacts', 'audiences:write'],
      ['PUT DELETE', '/v2/contacts/*', 'audiences:write'],
      ['DELETE', '/v2/contacts/*/lists/**', 'audiences:write'],
      ['POST', '/v2/lists', 'audiences:write'],
      ['PUT DELETE', '/v2/lists/*', 'audiences:write'],
      ['POST', '/v2/activities/addcontacts', 'audiences:write'],
      ['POST', '/v2/activities/removefromlists', 'audiences:write'],
      ['POST', '/v2/activities/clearlists', 'audiences:write'],
      ['POST', '/v2/activities/exportcontacts', 'audiences:read'],
      ['GET', '/v2/emailmarketing/campaigns/*/tracking/**', 'reports:read'],
      ['GET', '/v2/emailmarketing/**', 'campaigns:read'],
      ['GET', '/v2/library/**', 'campaigns:read'],
      ['POST', '/v2/emailmarketing/campaigns', 'campaigns:write'],
      ['PUT DELETE', '/v2/emailmarketing/campaigns/*', 'campaigns:write'],
      // Schedules send, immediately or later; deleting one unschedules.
      ['DELETE', '/v2/emailmarketing/campaigns/*/schedules/*', 'campaigns:write'],
      ['*', '/v2/emailmarketing/campaigns/*/schedules/**', 'campaigns:send'],
      ['*', '/v2/emailmarketing/campaigns/*/tests/**', 'campaigns:send'],
    ],
  },
  legacyExchange: {
    basicUrl: 'https://oauth2.constantcontact.com/oauth2/basicmigration',
    oauth1Url: 'https://oauth2.constantcontact.com/oauth2/oauth1migration',
  },
  revocation: { type: 'none', authorizedAppsUrl: 'https://constantcontact.mashery.com/apps/mykeys' },
  developerPortal: {
    url: 'https://constantcontact.mashery.com/apps/mykeys',
    clientIdPattern: /^[0-9a-z-]{20,40}$/i,
    registrationSteps: {
      en: [
        'Sign in with the account that owns the key. Constant Contact issues no new v2 keys: without one, use Constant Contact (v3).',
        'Open the key. Enter {redirectUri} as its redirect URI, in place of http://localhost.',
        'Copy the API key, which is the client ID, and the secret.',
      ],
      de: [
        'Melden Sie sich mit dem Konto an, dem der Schlüssel gehört. Constant Contact gibt keine neuen v2-Schlüssel aus: Ohne einen Schlüssel verwenden Sie Constant Contact (v3).',
        'Öffnen Sie den Schlüssel. Tragen Sie anstelle von http://localhost diese Redirect-URI ein: {redirectUri}',
        'Kopieren Sie den API-Schlüssel, also die Client-ID, und das Secret.',
      ],
      it: [
        'Accedi con l’account a cui appartiene la chiave. Constant Contact non rilascia nuove chiavi v2: se non ne hai una, usa Constant Contact (v3).',
        'Apri la chiave. Al posto di http://localhost inserisci questo URI di reindirizzamento: {redirectUri}',
        'Copia la chiave API, cioè l’ID client, e il segreto.',
      ],
      es: [
        'Inicia sesión con la cuenta a la que pertenece la clave. Constant Contact no emite claves v2 nuevas: si no tienes una, usa Constant Contact (v3).',
        'Abre la clave. En lugar de http://localhost, introduce esta URI de redirección: {redirectUri}',
        'Copia la clave de API, que es el ID de cliente, y el secreto.',
      ],
      fr: [
        'Connectez-vous avec le compte auquel appartient la clé. Constant Contact n’émet plus de clés v2 : sans clé, utilisez Constant Contact (v3).',
        'Ouvrez la clé. À la place de http://localhost, saisissez cette URI de redirection : {redirectUri}',
        'Copiez la clé API, qui est l’ID client, et le secret.',
      ],
    },
    secretRotationSteps: {
      en: ['Request a new secret for the key, and add it here. Existing access tokens keep working.'],
      de: [
        'Fordern Sie für den Schlüssel ein neues Secret an, und fügen Sie es hier hinzu. Bestehende Access-Tokens funktionieren weiter.',
      ],
      it: [
        'Richiedi un nuovo segreto per la chiave, e aggiungilo qui. I token di accesso esistenti continuano a funzionare.',
      ],
      es: [
        'Solicita un secreto nuevo para la clave y añádelo aquí. Los tokens de acceso existentes siguen funcionando.',
      ],
      fr: [
        'Demandez un nouveau secret pour la clé, puis ajoutez-le ici. Les jetons d’accès existants continuent de fonctionner.',
      ],
    },
  },
})
