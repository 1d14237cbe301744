import { defineProvider } from './define-provider.ts'

const REST = 'https://services.mailup.com/API/v1.1/Rest'
const CONSOLE = '/ConsoleService.svc/Console'
const STATISTICS = '/MailStatisticsService.svc'

/** MailUp REST API. Access tokens expire after an hour; each refresh replaces the refresh token. */
export const mailup = defineProvider({
  id: 'mailup',
  name: 'MailUp',
  docsUrl: 'https://help.mailup.com/display/mailupapi/REST+API',
  hosts: ['services.mailup.com'],
  // The Authorization endpoint is equivalent. Neither PKCE nor scopes are documented.
  authorization: { url: 'https://services.mailup.com/Authorization/OAuth/LogOn', pkce: 'none', scopes: [] },
  token: {
    url: 'https://services.mailup.com/Authorization/OAuth/Token',
    clientAuthentication: 'client_secret_post',
    refresh: 'rotating',
    defaultAccessTokenLifetimeSeconds: 900,
    maxConcurrentRefreshes: 16,
    // The documented response has no token_type.
    defaultTokenType: 'Bearer',
  },
  account: {
    apiLocation: { type: 'fixed', apiBaseUrl: REST },
    path: `${CONSOLE}/Authentication/Info`,
    parse: ({ UID, Company, Username }) => {
      if (typeof UID !== 'string' && typeof UID !== 'number') throw new TypeError('no UID')
      const name = [Company, Username].find((text) => typeof text === 'string' && text !== '')
      return { id: String(UID), name: typeof name === 'string' ? name : `MailUp account ${UID}`, email: null }
    },
  },
  api: {
    authorizationScheme: 'Bearer',
    examplePath: `${CONSOLE}/User/Lists`,
    checkPath: `${CONSOLE}/Authentication/Info`,
    unauthorizedStatuses: [401],
    classifyError: (status, body) =>
      status === 403 && body.includes('Contract not signed') ? 'account_disabled' : undefined,
    limitScope: 'account',
    maxConcurrentCalls: 5,
    rateLimits: [{ calls: 5, seconds: 1 }],
    timeoutSeconds: 120,
    permissionRules: [
      ['GET', `${CONSOLE}/Authentication/Info/**`, 'none'],
      ['GET', `${CONSOLE}/User/Lists`, 'audiences:read'],
      ['GET', `${CONSOLE}/List`, 'audiences:read'],
      ['GET', `${CONSOLE}/List/*/Group/**`, 'audiences:read'],
      ['GET', `${CONSOLE}/List/*/Groups`, 'audiences:read'],
      ['GET', `${CONSOLE}/List/*/Recipients/**`, 'audiences:read'],
      ['GET', `${CONSOLE}/Group/*/Recipients`, 'audiences:read'],
      ['GET', `${CONSOLE}/Recipient/DynamicFields`, 'audiences:read'],
      ['GET', `${CONSOLE}/Import/*`, 'audiences:read'],
      ['POST', `${CONSOLE}/List`, 'audiences:write'],
      ['PUT DELETE', `${CONSOLE}/List/*`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Group`, 'audiences:write'],
      ['PUT DELETE', `${CONSOLE}/List/*/Group/*`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Recipient`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Recipients`, 'audiences:write'],
      ['PUT', `${CONSOLE}/Recipient/Detail`, 'audiences:write'],
      ['POST', `${CONSOLE}/List/*/Subscribe/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/List/*/Unsubscribe/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/List/*/Recipient/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/Recipients/*`, 'audiences:write'],
      ['POST', `${CONSOLE}/Group/*/Subscribe/*`, 'audiences:write'],
      ['DELETE', `${CONSOLE}/Group/*/Unsubscribe/*`, 'audiences:write'],
      ['GET', `${CONSOLE}/User/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Online/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Archived/Emails`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Templates/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Tags`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Email/*/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/List/*/Images/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/Images/**`, 'campaigns:read'],
      ['GET', `${CONSOLE}/Email/Sendings/**`, 'campaigns:read'],
      ['POST', `${CONSOLE}/List/*/Email`, 'campaigns:write'],
      ['PUT DELETE', `${CONSOLE}/List/*/Email/*`, 'campaigns:write'],
      ['POST', `${CONSOLE}/List/*/Tag`, 'campaigns:write'],
      // Stops a send.
      ['POST', `${CONSOLE}/Email/Sendings/*/Stop`, 'campaigns:write'],
      ['POST', `${CONSOLE}/Email/Sendings/**`, 'campaigns:send'],
      ['POST', `${CONSOLE}/Email/Send`, 'campaigns:send'],
      ['POST', `${CONSOLE}/List/*/Email/*/Send`, 'campaigns:send'],
      ['POST', `${CONSOLE}/Group/*/Email/*/Send`, 'campaigns:send'],
      ['GET', `${STATISTICS}/**`, 'reports:read'],
    ],
  },
  revocation: { type: 'none', authorizedAppsUrl: 'https://console.mailup.com/' },
  developerPortal: {
    url: 'https://developers.mailup.com/',
    clientIdPattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    registrationSteps: {
      en: [
        'Sign in with your MailUp account and open the Developers tab.',
        'Request API keys for an application. Enter {redirectUri} as the callback URL.',
        'Copy the client ID and the client secret; both have the form 8-4-4-4-12. They work for the accounts of all your customers.',
      ],
      de: [
        'Melden Sie sich mit Ihrem MailUp-Konto an, und öffnen Sie die Registerkarte „Developers“.',
        'Fordern Sie API-Schlüssel für eine Anwendung an. Tragen Sie als Callback-URL diese ein: {redirectUri}',
        'Kopieren Sie Client-ID und Client-Secret; beide haben die Form 8-4-4-4-12. Sie gelten für die Konten aller Ihrer Kunden.',
      ],
      it: [
        'Accedi con il tuo account MailUp e apri la scheda «Developers».',
        'Richiedi le chiavi API per un’applicazione. Inserisci come callback URL: {redirectUri}',
        'Copia l’ID client e il segreto client; entrambi hanno la forma 8-4-4-4-12. Valgono per gli account di tutti i tuoi clienti.',
      ],
      es: [
        'Inicia sesión con tu cuenta de MailUp y abre la pestaña «Developers».',
        'Solicita claves de API para una aplicación. Introduce como URL de callback: {redirectUri}',
        'Copia el ID de cliente y el secreto de cliente; ambos tienen la forma 8-4-4-4-12. Sirven para las cuentas de todos tus clientes.',
      ],
      fr: [
        'Connectez-vous avec votre compte MailUp et ouvrez l’onglet « Developers ».',
        'Demandez des clés API pour une application. Saisissez comme URL de callback : {redirectUri}',
        'Copiez l’ID client et le secret client ; les deux ont la forme 8-4-4-4-12. Ils servent pour les comptes de tous vos clients.',
      ],
    },
    secretRotationSteps: {
      en: [
        'Request a new client secret in the Developers tab.',
        'Add it here immediately: without it no token can be refreshed, and access tokens expire after an hour.',
      ],
      de: [
        'Fordern Sie auf der Registerkarte „Developers“ ein neues Client-Secret an.',
        'Fügen Sie es sofort hier hinzu: Ohne das Secret kann kein Token erneuert werden, und Access-Tokens laufen nach einer Stunde ab.',
      ],
      it: [
        'Richiedi un nuovo segreto client nella scheda «Developers».',
        'Aggiungilo subito qui: senza, nessun token può essere rinnovato, e i token di accesso scadono dopo un’ora.',
      ],
      es: [
        'Solicita un secreto de cliente nuevo en la pestaña «Developers».',
        'Añádelo aquí de inmediato: sin él no se puede renovar ningún token, y los tokens de acceso caducan al cabo de una hora.',
      ],
      fr: [
        'Demandez un nouveau secret client dans l’onglet « Developers ».',
        'Ajoutez-le aussitôt ici : sans lui, aucun jeton ne peut être renouvelé, et les jetons d’accès expirent au bout d’une heure.',
      ],
    },
  },
})
