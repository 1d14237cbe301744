import { defineProvider } from './define-provider.ts'
import type { PermissionRule } from './provider.ts'

const DATA_CENTER = /^[a-z]{2,4}\d{1,3}$/

/** Built from a validated data center instead of the response's `api_endpoint`, so that a response cannot choose the host. */
const apiLocationOf = (dataCenter: string) => ({
  dataCenter,
  apiBaseUrl: `https://${dataCenter}.api.mailchimp.com`,
})

/** https://mailchimp.com/developer/marketing/api/ */
const PERMISSION_RULES: readonly PermissionRule[] = [
  ['GET', '/3.0', 'none'],
  ['GET', '/3.0/ping', 'none'],
  ['GET', '/3.0/authorized-apps/**', 'none'],

  // These return data of every area: exports of the account, and the results of any batch.
  ['GET', '/3.0/account-exports/**', 'all:read'],
  ['GET', '/3.0/batches/**', 'all:read'],
  ['GET', '/3.0/batch-webhooks/**', 'all:read'],
  // A batch can contain any calls, including sends.
  ['POST', '/3.0/batches', 'campaigns:send'],

  ['GET', '/3.0/lists/**', 'audiences:read'],
  ['GET', '/3.0/audiences/**', 'audiences:read'],
  ['GET', '/3.0/search-members', 'audiences:read'],
  ['GET', '/3.0/ecommerce/**', 'audiences:read'],
  ['GET', '/3.0/conversations/**', 'audiences:read'],
  ['GET', '/3.0/connected-sites/**', 'audiences:read'],
  ['POST', '/3.0/lists', 'audiences:write'],
  ['POST PATCH DELETE', '/3.0/lists/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/members', 'audiences:write'],
  ['PUT PATCH DELETE', '/3.0/lists/*/members/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/actions/delete-permanent', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/tags', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/events', 'audiences:write'],
  ['POST', '/3.0/lists/*/members/*/notes', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/members/*/notes/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/segments', 'audiences:write'],
  ['POST PATCH DELETE', '/3.0/lists/*/segments/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/segments/*/members', 'audiences:write'],
  ['DELETE', '/3.0/lists/*/segments/*/members/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/merge-fields', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/merge-fields/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/interest-categories', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/interest-categories/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/interest-categories/*/interests', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/interest-categories/*/interests/*', 'audiences:write'],
  ['POST', '/3.0/lists/*/signup-forms', 'audiences:write'],
  ['POST', '/3.0/lists/*/webhooks', 'audiences:write'],
  ['PATCH DELETE', '/3.0/lists/*/webhooks/*', 'audiences:write'],

  ['GET', '/3.0/reports/**', 'reports:read'],
  ['GET', '/3.0/reporting/**', 'reports:read'],

  ['GET', '/3.0/campaigns/**', 'campaigns:read'],
  ['GET', '/3.0/campaign-folders/**', 'campaigns:read'],
  ['GET', '/3.0/search-campaigns', 'campaigns:read'],
  ['GET', '/3.0/templates/**', 'campaigns:read'],
  ['GET', '/3.0/template-folders/**', 'campaigns:read'],
  ['GET', '/3.0/automations/**', 'campaigns:read'],
  ['GET', '/3.0/customer-journeys/**', 'campaigns:read'],
  ['GET', '/3.0/file-manager/**', 'campaigns:read'],
  ['GET', '/3.0/landing-pages/**', 'campaigns:read'],
  ['GET', '/3.0/facebook-ads/**', 'campaigns:read'],
  ['GET', '/3.0/activity-feed/**', 'campaigns:read'],
  ['GET', '/3.0/verified-domains/**', 'campaigns:read'],
  ['POST', '/3.0/campaigns', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/campaigns/*', 'campaigns:write'],
  ['PUT', '/3.0/campaigns/*/content', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/feedback', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/campaigns/*/feedback/*', 'campaigns:write'],
  // These stop a send, or create a draft copy.
  ['POST', '/3.0/campaigns/*/actions/cancel-send', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/actions/pause', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/actions/replicate', 'campaigns:write'],
  ['POST', '/3.0/campaigns/*/actions/unschedule', 'campaigns:write'],
  ['*', '/3.0/campaigns/*/actions/**', 'campaigns:send'],
  ['POST', '/3.0/campaign-folders', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/campaign-folders/*', 'campaigns:write'],
  ['POST', '/3.0/templates', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/templates/*', 'campaigns:write'],
  ['POST', '/3.0/template-folders', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/template-folders/*', 'campaigns:write'],
  ['POST', '/3.0/file-manager/files', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/file-manager/files/*', 'campaigns:write'],
  ['POST', '/3.0/file-manager/folders', 'campaigns:write'],
  ['PATCH DELETE', '/3.0/file-manager/folders/*', 'campaigns:write'],
  // These stop automated emails; all other actions may start them.
  ['POST', '/3.0/automations/*/actions/pause-all-emails', 'campaigns:write'],
  ['POST', '/3.0/automations/*/emails/*/actions/pause', 'campaigns:write'],
  ['*', '/3.0/automations/**', 'campaigns:send'],
  ['*', '/3.0/customer-journeys/**', 'campaigns:send'],
]

/** Mailchimp Marketing API. Access tokens do not expire; each account belongs to one data center. */
export const mailchimp = defineProvider({
  id: 'mailchimp',
  name: 'Mailchimp',
  docsUrl: 'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/',
  hosts: ['login.mailchimp.com', /^[a-z]{2,4}\d{1,3}\.api\.mailchimp\.com$/],
  authorization: { url: 'https://login.mailchimp.com/oauth2/authorize', pkce: 'none', scopes: [] },
  token: {
    url: 'https://login.mailchimp.com/oauth2/token',
    clientAuthentication: 'client_secret_post',
    refresh: 'none',
    defaultAccessTokenLifetimeSeconds: 'never',
    // The response has no token_type; expires_in is 0 and scope is null.
    defaultTokenType: 'Bearer',
    invalidGrantErrors: ['expired_token'],
  },
  account: {
    apiLocation: {
      type: 'lookup',
      url: 'https://login.mailchimp.com/oauth2/metadata',
      authorizationScheme: 'OAuth',
      parse: ({ error, dc }) => {
        // A rejected token is answered with status 200 and an error in the body.
        if (typeof error === 'string') return undefined
        if (typeof dc !== 'string' || !DATA_CENTER.test(dc))
          throw new TypeError('no data center in the metadata')
        return apiLocationOf(dc)
      },
    },
    // Unlike the metadata's user_id, this ID is the same for access tokens and API keys.
    path: '/3.0/?fields=account_id,account_name,email',
    parse: ({ account_id, account_name, email }) => {
      if (typeof account_id !== 'string' || account_id === '') throw new TypeError('no account_id')
      return {
        id: account_id,
        name: typeof account_name === 'string' ? account_name : `Mailchimp account ${account_id}`,
        email: typeof email === 'string' ? email : null,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: '/3.0/lists',
    checkPath: '/3.0/ping',
    unauthorizedStatuses: [401],
    classifyError: (status, body) =>
      status === 403 && /"title":\s*"(Forbidden|User Disabled)"/.test(body) ? 'account_disabled' : undefined,
    limitScope: 'account',
    maxConcurrentCalls: 10,
    timeoutSeconds: 120,
    permissionRules: PERMISSION_RULES,
  },
  apiKey: {
    pattern: /^[0-9a-f]{32}-[a-z]{2,4}\d{1,3}$/,
    placement: [{ in: 'header', name: 'authorization', value: 'Bearer {key}' }],
    // The key ends with its data center: https://mailchimp.com/developer/marketing/docs/fundamentals/
    apiLocation: (key) => apiLocationOf(key.slice(33)),
  },
  revocation: { type: 'none', authorizedAppsUrl: 'https://admin.mailchimp.com/account/api/' },
  developerPortal: {
    url: 'https://admin.mailchimp.com/account/oauth2/',
    clientIdPattern: /^\d{6,20}$/,
    registrationSteps: {
      en: [
        'Sign in as a user who can manage the account, and press Register An App.',
        'Fill in the form. Enter {redirectUri} as the redirect URI, exactly as shown. Mailchimp rejects localhost and accepts 127.0.0.1.',
        'Save, then copy the client ID and the client secret at the bottom of the page. The secret is shown once.',
      ],
      de: [
        'Melden Sie sich mit einem Benutzer an, der das Konto verwalten darf, und klicken Sie auf „Register An App“.',
        'Füllen Sie das Formular aus. Tragen Sie als Redirect-URI genau diese ein: {redirectUri}. Mailchimp lehnt localhost ab und nimmt 127.0.0.1 an.',
        'Speichern Sie, und kopieren Sie dann Client-ID und Client-Secret am Ende der Seite. Das Secret wird nur einmal angezeigt.',
      ],
      it: [
        'Accedi con un utente che può gestire l’account, e premi «Register An App».',
        'Compila il modulo. Inserisci esattamente questo URI di reindirizzamento: {redirectUri}. Mailchimp rifiuta localhost e accetta 127.0.0.1.',
        'Salva, poi copia l’ID client e il segreto client in fondo alla pagina. Il segreto viene mostrato una sola volta.',
      ],
      es: [
        'Inicia sesión con un usuario que pueda gestionar la cuenta y pulsa «Register An App».',
        'Rellena el formulario. Introduce exactamente esta URI de redirección: {redirectUri}. Mailchimp rechaza localhost y acepta 127.0.0.1.',
        'Guarda y copia el ID de cliente y el secreto de cliente al final de la página. El secreto se muestra una sola vez.',
      ],
      fr: [
        'Connectez-vous avec un utilisateur qui peut gérer le compte, et cliquez sur « Register An App ».',
        'Remplissez le formulaire. Saisissez exactement cette URI de redirection : {redirectUri}. Mailchimp refuse localhost et accepte 127.0.0.1.',
        'Enregistrez, puis copiez l’ID client et le secret client en bas de la page. Le secret n’est affiché qu’une fois.',
      ],
    },
    secretRotationSteps: {
      en: [
        'Press Edit next to the app, then Rotate next to the client secret, and type ROTATE.',
        'Add the new secret here immediately: the previous one stops working at that moment. Connections are not affected.',
      ],
      de: [
        'Klicken Sie bei der App auf „Edit“, dann neben dem Client-Secret auf „Rotate“, und geben Sie ROTATE ein.',
        'Fügen Sie das neue Secret sofort hier hinzu: Das bisherige gilt ab diesem Moment nicht mehr. Verbindungen sind nicht betroffen.',
      ],
      it: [
        'Premi «Edit» accanto all’app, poi «Rotate» accanto al segreto client, e scrivi ROTATE.',
        'Aggiungi subito qui il nuovo segreto: da quel momento il precedente non vale più. Le connessioni continuano a funzionare.',
      ],
      es: [
        'Pulsa «Edit» junto a la aplicación, después «Rotate» junto al secreto de cliente, y escribe ROTATE.',
        'Añade aquí de inmediato el secreto nuevo: el anterior deja de valer en ese momento. Las conexiones siguen funcionando.',
      ],
      fr: [
        'Cliquez sur « Edit » à côté de l’application, puis sur « Rotate » à côté du secret client, et saisissez ROTATE.',
        'Ajoutez aussitôt le nouveau secret ici : l’ancien cesse d’être valable à ce moment. Les connexions continuent de fonctionner.',
      ],
    },
  },
})
