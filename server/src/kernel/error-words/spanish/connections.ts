import type { CONNECTIONS_ERRORS } from '../../error-catalogue/connections.ts'
import type { SentencesOf } from '../error-words.ts'

export const SPANISH_CONNECTIONS: SentencesOf<typeof CONNECTIONS_ERRORS> = {
  connection_exists: ['Esta cuenta ya está conectada, como {connectionId}.', 'Usa esa conexión. {kept|}'],
  account_replaced: [
    'Ahora la conexión lleva a una cuenta distinta de aquella para la que se empezó. No se le ha enviado nada.',
    'Empieza de nuevo, si es para la cuenta que está conectada ahora.',
  ],
  connection_not_found: ['Esta conexión no existe.', 'Búscala en la lista de conexiones.'],
  connection_ambiguous: ['Coinciden varias conexiones.', 'Elige una: {names}.'],
  connection_required: [
    'No hay ninguna cuenta conectada.',
    'Conecta una en {connectUrl} e inténtalo de nuevo.',
  ],
  connection_disconnected: ['La conexión ya no tiene credenciales válidas.', 'Vuelve a conectar la cuenta.'],
  provider_not_defined: [
    'Este servidor ya no tiene la definición del proveedor «{provider}».',
    'Devuelve el archivo de definición a su sitio y reinicia el servidor, o elimina la conexión.',
  ],
  decryption_failed: [
    'No se pueden descifrar las credenciales guardadas.',
    'Restaura la clave de cifrado o vuelve a conectar la cuenta.',
  ],
  api_key_not_found: ['Esta conexión no tiene clave de API.', 'Añade una primero.'],
  credentials_rejected: [
    '{provider|El proveedor} ha rechazado las credenciales ({credentialType}).',
    'Comprueba que estén completas y sean de esta cuenta. {kept|}',
  ],
  refresh_rejected: [
    '{provider|El proveedor} ha rechazado el token de actualización.',
    'Vuelve a conectar la cuenta.',
  ],
  refresh_failing: [
    'El token de acceso ha caducado y {provider|el proveedor} no emite otro.',
    'Inténtalo de nuevo en {retryAfterSeconds|unos} segundos.',
  ],
  refresh_in_progress: [
    'El token de acceso se está renovando.',
    'Inténtalo de nuevo en {retryAfterSeconds|unos} segundos.',
  ],
  unsupported_by_provider: [
    '{provider|El proveedor} no lo admite: {capability}.',
    'Usa otro método o hazlo en {provider|este proveedor}.',
  ],
  permission_denied: [
    'Esta conexión no permite «{permission}».',
    'Permítelo en la conexión o pídeselo al usuario final.',
  ],
  scope_missing: [
    '{provider|El proveedor} no ha concedido a esta conexión el scope {scope}.',
    'Vuelve a conectar la cuenta y permite todo en la página de {provider|este proveedor}.',
  ],
  proxy_path_not_allowed: [
    'Esta ruta podría salir de la API de {provider|este proveedor}.',
    'Usa una ruta simple, sin «..», «//», «\\» ni puntos codificados.',
  ],
  proxy_path_unknown: [
    'Letterlock no conoce {method} en esta ruta de la API de {provider|este proveedor}, así que la llamada podría enviar correos.',
    'Comprueba el método y la ruta en la documentación de {provider|este proveedor}. Una llamada desconocida requiere el permiso campaigns:send, en la conexión y en la clave.',
  ],
  resource_not_found: ['No está (o ya no está) en la cuenta.', 'Compruébalo en la lista.'],
  provider_rate_limited: [
    'Se ha alcanzado el límite de peticiones de {provider|este proveedor} para esta cuenta.',
    'Inténtalo de nuevo en {retryAfterSeconds|unos} segundos.',
  ],
  provider_rejected_request: [
    '{provider|El proveedor} ha rechazado la petición ({providerStatus}): {problem}',
    'Corrígela e inténtalo de nuevo.',
  ],
  provider_timeout: [
    '{provider|El proveedor} no ha respondido a tiempo.',
    'Inténtalo de nuevo en un momento.',
  ],
  provider_unavailable: ['{provider|El proveedor} no está disponible.', 'Inténtalo de nuevo en un momento.'],
  provider_response_invalid: [
    '{provider|El proveedor} ha dado una respuesta inesperada.',
    'Inténtalo de nuevo. Si sigue igual, consulta la página de estado de {provider|este proveedor}.',
  ],
  outcome_unknown: [
    'Puede que {provider|el proveedor} lo haya hecho, en todo o en parte, pero la petición ha fallado: {problem}',
    'Compruébalo primero en la cuenta. Repite la petición solo si no se ha hecho.',
  ],
}
