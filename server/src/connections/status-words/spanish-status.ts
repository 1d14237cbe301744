import type { StatusWords } from './status-words.ts'

export const SPANISH_STATUS: StatusWords = {
  sentences: {
    working: () => 'Funciona.',
    no_expiry: (provider) => `Los tokens de ${provider} no caducan.`,
    unknown_expiry_checked: (provider) =>
      `${provider} no dice cuándo caduca el token; se comprueba una vez al día.`,
    unknown_expiry_refreshed: (provider, facts) =>
      `${provider} no dice cuándo caduca un token; se renueva al menos cada ${facts.minutes} minutos.`,
    scopes_missing: (provider, facts) =>
      `${provider} no concedió todos los scopes solicitados; las llamadas que necesitan ${facts.scopes} se rechazan.`,
    checks_failing: (_provider, facts) =>
      `Las comprobaciones fallan desde el ${facts.since}: ${facts.problem}. Antes, la conexión funcionaba.`,
    using_api_key: () => 'Se usa la clave de API.',
    oauth_not_working: () => 'OAuth no funciona:',
    api_key_rejected: (provider) => `${provider} ya no acepta la clave de API.`,
    not_connected: () => 'Aún no está conectada.',
    disconnect_requested: () => 'Desconectada a petición.',
    revoked_at_provider: (provider) => `El acceso se revocó en ${provider}.`,
    refresh_rejected: (provider) => `${provider} rechazó el token de actualización.`,
    response_lost: (provider, facts) =>
      `${provider} sustituyó el token de actualización el ${facts.since}, pero su respuesta se perdió; el token anterior ya no se acepta.`,
    expired: () => 'El token de acceso ha caducado.',
    expired_refreshed_by_call: () => 'El token de acceso ha caducado; la próxima llamada lo renueva.',
    expired_refresh_failing: (provider, facts) =>
      `El token de acceso ha caducado y ${provider} no lo renueva desde el ${facts.since}; seguimos intentándolo.`,
    expired_oauth_app_rejected: (provider) =>
      `El token de acceso ha caducado y ${provider} rechazó el ID o el secreto de cliente de la aplicación OAuth.`,
    oauth_app_rejected: (provider) =>
      `${provider} rechazó el ID o el secreto de cliente de la aplicación OAuth.`,
    account_disabled: (provider) => `La cuenta está desactivada en ${provider}.`,
    token_expiring: (provider, facts) =>
      `Caduca el ${facts.until}. Los tokens de ${provider} no se pueden renovar.`,
    sign_in_expiring: (provider, facts) =>
      `Caduca el ${facts.until}. Después, ${provider} no renueva el token sin un nuevo inicio de sesión.`,
    refresh_failing: (provider, facts) =>
      `Caduca el ${facts.until}. ${provider} no renueva el token desde el ${facts.since}; seguimos intentándolo.`,
    refresh_failing_unknown_expiry: (provider, facts) =>
      `Funciona, pero ${provider} no renueva el token desde el ${facts.since} y no dice cuándo caduca; seguimos intentándolo.`,
    provider_not_defined: (provider) =>
      `Este servidor ya no tiene la definición del proveedor «${provider}».`,
  },
  nextSteps: {
    connect: () => 'Conecta la cuenta.',
    reconnect: () => 'Vuelve a conectar la cuenta.',
    reconnect_before: () => 'Vuelve a conectar la cuenta antes de esa fecha.',
    allow_scopes: (provider) =>
      `Vuelve a conectar la cuenta y permite todo en la página de ${provider} si necesitas esas llamadas.`,
    add_client_secret: () => 'Añade el secreto de cliente actual a la aplicación OAuth.',
    add_api_key: () => 'Añade una clave de API nueva o conecta con OAuth.',
    resolve_at_provider: (provider) => `Resuélvelo con ${provider} y comprueba de nuevo.`,
    restore_definition: () =>
      'Vuelve a poner el archivo de definición y reinicia el servidor, o elimina la conexión.',
  },
  problems: {
    account_lookup_failed: 'no se pudo identificar la cuenta',
    oauth_app_rejected: 'aplicación OAuth rechazada',
    decryption_failed: 'credencial guardada ilegible',
    provider_rate_limited: 'límite de peticiones del proveedor alcanzado',
    provider_timeout: 'el proveedor no respondió a tiempo',
    provider_unavailable: 'proveedor no disponible',
    provider_response_invalid: 'respuesta inesperada del proveedor',
    authorization_failed: 'el proveedor no lo ha autorizado',
    refresh_rejected: 'token de actualización rechazado',
    account_access_denied: 'el usuario no puede usar la API',
    internal_error: 'error inesperado',
    database_unavailable: 'base de datos no disponible',
  },
  unknownDate: 'día desconocido',
}
