import { defineProvider } from './define-provider.ts'
import type { PermissionRule } from './provider.ts'

/** https://developer.constantcontact.com/api_reference/index.html */
const PERMISSION_RULES: readonly PermissionRule[] = [
  ['GET', '/v3/account/**', 'none'],

  ['GET', '/v3/contacts/**', 'audiences:read'],
  ['GET', '/v3/contact_lists/**', 'audiences:read'],
  ['GET', '/v3/contact_tags/**', 'audiences:read'],
  ['GET', '/v3/contact_custom_fields/**', 'audiences:read'],
  ['GET', '/v3/segments/**', 'audiences:read'],
  ['GET', '/v3/activities/**', 'audiences:read'],
  ['POST', '/v3/contacts', 'audiences:write'],
  ['PUT DELETE', '/v3/contacts/*', 'audiences:write'],
  ['POST', '/v3/contacts/sign_up_form', 'audiences:write'],
  ['POST', '/v3/contacts/contact_id_xrefs', 'audiences:read'],
  ['PUT', '/v3/contacts/resubscribe/*', 'audiences:write'],
  ['POST', '/v3/contact_lists', 'audiences:write'],
  ['PUT DELETE', '/v3/contact_lists/*', 'audiences:write'],
  ['POST', '/v3/contact_tags', 'audiences:write'],
  ['PUT DELETE', '/v3/contact_tags/*', 'audiences:write'],
  ['POST', '/v3/contact_custom_fields', 'audiences:write'],
  ['PUT PATCH DELETE', '/v3/contact_custom_fields/*', 'audiences:write'],
  ['POST', '/v3/segments', 'audiences:write'],
  ['PUT PATCH DELETE', '/v3/segments/*', 'audiences:write'],
  ['PATCH', '/v3/segments/*/name', 'audiences:write'],
  ['POST', '/v3/activities/add_list_memberships', 'audiences:write'],
  ['POST', '/v3/activities/remove_list_memberships', 'audiences:write'],
  ['POST', '/v3/activities/contacts_taggings_add', 'audiences:write'],
  ['POST', '/v3/activities/contacts_taggings_remove', 'audiences:write'],
  ['POST', '/v3/activities/contacts_tags_delete', 'audiences:write'],
  ['POST', '/v3/activities/contacts_json_import', 'audiences:write'],
  ['POST', '/v3/activities/contacts_file_import', 'audiences:write'],
  ['POST', '/v3/activities/contact_exports', 'audiences:read'],
  ['POST', '/v3/activities/contact_delete', 'audiences:write'],
  ['POST', '/v3/activities/list_delete', 'audiences:write'],
  ['POST', '/v3/activities/custom_fields_delete', 'audiences:write'],

  ['GET', '/v3/emails/**', 'campaigns:read'],
  ['POST', '/v3/emails', 'campaigns:write'],
  ['PATCH DELETE', '/v3/emails/*', 'campaigns:write'],
  ['PUT', '/v3/emails/activities/*', 'campaigns:write'],
  ['POST DELETE', '/v3/emails/activities/*/abtest', 'campaigns:write'],
  // These unschedule.
  ['DELETE', '/v3/emails/activities/*/schedules', 'campaigns:write'],
  ['DELETE', '/v3/emails/activities/*/non_opener_resends/*', 'campaigns:write'],
  ['*', '/v3/emails/activities/*/schedules/**', 'campaigns:send'],
  ['*', '/v3/emails/activities/*/non_opener_resends/**', 'campaigns:send'],
  ['*', '/v3/emails/activities/*/tests/**', 'campaigns:send'],

  ['GET', '/v3/reports/**', 'reports:read'],
]

/** Constant Contact v3 API. Access tokens expire after a day; the OAuth app's settings decide whether refresh tokens rotate. */
export const constantContact = defineProvider({
  id: 'constant-contact',
  name: 'Constant Contact',
  docsUrl: 'https://developer.constantcontact.com/api_guide/server_flow.html',
  hosts: ['authz.constantcontact.com', 'api.cc.email'],
  authorization: {
    url: 'https://authz.constantcontact.com/oauth2/default/v1/authorize',
    pkce: 'S256',
    // Without offline_access there is no refresh token.
    scopes: ['account_read', 'contact_data', 'campaign_data', 'offline_access'],
    scopesByPermission: {
      none: ['account_read'],
      audiences: ['contact_data'],
      campaigns: ['campaign_data'],
      reports: ['campaign_data'],
    },
    deviceAuthorizationUrl: 'https://authz.constantcontact.com/oauth2/default/v1/device/authorize',
  },
  token: {
    url: 'https://authz.constantcontact.com/oauth2/default/v1/token',
    clientAuthentication: 'client_secret_basic',
    // Long-lived refresh tokens are returned unchanged, so `rotating` is correct for both settings.
    refresh: 'rotating',
    defaultAccessTokenLifetimeSeconds: 28_800,
    maxConcurrentRefreshes: 16,
  },
  account: {
    apiLocation: { type: 'fixed', apiBaseUrl: 'https://api.cc.email' },
    path: '/v3/account/summary',
    parse: ({ encoded_account_id, organization_name, contact_email }) => {
      if (typeof encoded_account_id !== 'string' || encoded_account_id === '')
        throw new TypeError('no encoded_account_id')
      const name =
        typeof organization_name === 'string' && organization_name !== '' ? organization_name : null
      return {
        id: encoded_account_id,
        name: name ?? `Constant Contact account ${encoded_account_id}`,
        email: typeof contact_email === 'string' ? contact_email : null,
      }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: '/v3/contact_lists',
    checkPath: '/v3/account/summary',
    unauthorizedStatuses: [401],
    limitScope: 'oauth_app',
    maxConcurrentCalls: 4,
    rateLimits: [{ calls: 4, seconds: 1 }],
    timeoutSeconds: 60,
    permissionRules: PERMISSION_RULES,
  },
  revocation: { type: 'none', authorizedAppsUrl: 'https://app.constantcontact.com/pages/dma/portal/' },
  developerPortal: {
    url: 'https://app.constantcontact.com/pages/dma/portal/',
    clientIdPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    registrationSteps: {
      en: [
        'Sign in, open My Applications and press New Application.',
        'Choose the authorization code flow. Rotating and long-lived refresh tokens both work.',
        'Add {redirectUri} to the redirect URIs. An application can have several.',
        'Copy the API key, which is the client ID. Then press Generate Secret and copy the secret: it is shown once.',
      ],
      de: [
        'Melden Sie sich an, öffnen Sie „My Applications“ und klicken Sie auf „New Application“.',
        'Wählen Sie den Authorization-Code-Flow. Rotierende und langlebige Refresh-Tokens funktionieren beide.',
        'Fügen Sie zu den Redirect-URIs diese hinzu: {redirectUri}. Eine Anwendung kann mehrere haben.',
        'Kopieren Sie den API-Schlüssel, also die Client-ID. Klicken Sie dann auf „Generate Secret“ und kopieren Sie das Secret: Es wird nur einmal angezeigt.',
      ],
      it: [
        'Accedi, apri «My Applications» e premi «New Application».',
        'Scegli l’authorization code flow. Funzionano sia i refresh token a rotazione sia quelli di lunga durata.',
        'Aggiungi agli URI di reindirizzamento: {redirectUri}. Un’applicazione può averne più di uno.',
        'Copia la chiave API, cioè l’ID client. Poi premi «Generate Secret» e copia il segreto: viene mostrato una sola volta.',
      ],
      es: [
        'Inicia sesión, abre «My Applications» y pulsa «New Application».',
        'Elige el flujo de código de autorización. Sirven tanto los tokens de actualización rotatorios como los de larga duración.',
        'Añade a las URI de redirección: {redirectUri}. Una aplicación puede tener varias.',
        'Copia la clave de API, que es el ID de cliente. Después pulsa «Generate Secret» y copia el secreto: se muestra una sola vez.',
      ],
      fr: [
        'Connectez-vous, ouvrez « My Applications » et cliquez sur « New Application ».',
        'Choisissez le flux par code d’autorisation. Les jetons d’actualisation rotatifs et de longue durée fonctionnent tous deux.',
        'Ajoutez aux URI de redirection : {redirectUri}. Une application peut en avoir plusieurs.',
        'Copiez la clé API, qui est l’ID client. Cliquez ensuite sur « Generate Secret » et copiez le secret : il n’est affiché qu’une fois.',
      ],
    },
    secretRotationSteps: {
      en: [
        'Open the application and generate another secret.',
        'Add it here before you delete the previous one there.',
      ],
      de: [
        'Öffnen Sie die Anwendung, und erzeugen Sie ein weiteres Secret.',
        'Fügen Sie es hier hinzu, bevor Sie das bisherige dort löschen.',
      ],
      it: [
        'Apri l’applicazione e genera un altro segreto.',
        'Aggiungilo qui prima di eliminare lì il precedente.',
      ],
      es: ['Abre la aplicación y genera otro secreto.', 'Añádelo aquí antes de eliminar allí el anterior.'],
      fr: [
        'Ouvrez l’application et générez un autre secret.',
        'Ajoutez-le ici avant de supprimer l’ancien là-bas.',
      ],
    },
  },
})
