import type { CONNECT_ERRORS } from '../../error-catalogue/connect.ts'
import type { SentencesOf } from '../error-words.ts'

export const SPANISH_CONNECT: SentencesOf<typeof CONNECT_ERRORS> = {
  oauth_app_not_found: [
    'Esta aplicación OAuth no está registrada.',
    'Registra una aplicación OAuth para este proveedor.',
  ],
  oauth_app_exists: [
    'Ya hay una aplicación OAuth con este ID de cliente.',
    'Añade el secreto de cliente nuevo a esa aplicación OAuth.',
  ],
  oauth_app_in_use: ['Hay conexiones que usan esta aplicación OAuth.', 'Elimina antes esas conexiones.'],
  client_secret_required: [
    'Una aplicación OAuth necesita al menos un secreto de cliente.',
    'Añade el nuevo y después quita el anterior.',
  ],
  oauth_app_rejected: [
    '{provider|El proveedor} ha rechazado el ID de cliente o el secreto de cliente de la aplicación OAuth.',
    'Añade el secreto de cliente actual e inténtalo de nuevo. {kept|}',
  ],
  connect_link_not_found: ['Este enlace no es válido.', 'Vuelve a la aplicación y empieza de nuevo.'],
  connect_link_expired: ['Este enlace ha caducado.', 'Vuelve a la aplicación y empieza de nuevo.'],
  connect_link_used: [
    'Este enlace ya se ha abierto en otro navegador.',
    'Vuelve a la aplicación y empieza de nuevo en este navegador.',
  ],
  connect_session_not_found: [
    'Esta sesión de conexión no existe.',
    'Vuelve a la aplicación y empieza de nuevo.',
  ],
  connect_session_expired: ['Esta página ha caducado.', 'Vuelve a la aplicación y empieza de nuevo.'],
  authorization_request_not_found: [
    'Esta solicitud de autorización es desconocida.',
    'Vuelve a la aplicación y empieza de nuevo.',
  ],
  authorization_request_expired: [
    'La autorización ha tardado demasiado y ha caducado.',
    'Vuelve a la aplicación y empieza de nuevo.',
  ],
  authorization_request_used: [
    'Esta autorización ya se ha completado.',
    'Vuelve a la aplicación: puede que la cuenta ya esté conectada.',
  ],
  browser_mismatch: [
    'Esta autorización se empezó en otro navegador.',
    'Termínala allí o empieza de nuevo aquí.',
  ],
  issuer_mismatch: [
    'La respuesta ha llegado de un proveedor distinto del solicitado.',
    'Vuelve a la aplicación y empieza de nuevo.',
  ],
  invalid_authorization_response: [
    'En la respuesta de {provider|este proveedor} falta un valor válido para «{parameter}».',
    'Vuelve a la aplicación y empieza de nuevo.',
  ],
  access_denied: [
    'Se ha denegado el acceso en {provider|este proveedor}.',
    'Empieza de nuevo y permite el acceso.',
  ],
  authorization_failed: [
    '{provider|El proveedor} no ha autorizado la conexión ({error}).',
    'Comprueba los ajustes de la aplicación OAuth en {provider|este proveedor} e inténtalo de nuevo.',
  ],
  authorization_code_rejected: [
    'El código de autorización ha caducado o ya se ha usado.',
    'Vuelve a la aplicación y empieza de nuevo.',
  ],
  account_access_denied: [
    '{provider|El proveedor} no permite a este usuario usar su API: su rol no lo permite o la cuenta está bloqueada.',
    'Inicia sesión en {provider|este proveedor} como propietario o administrador de la cuenta y vuelve a conectarla. {kept|}',
  ],
  account_lookup_delayed: [
    '{provider|El proveedor} ha autorizado la conexión, pero ahora mismo no puede devolver la cuenta. No se ha perdido nada.',
    'Inténtalo de nuevo en {retryAfterSeconds} segundos. No hace falta volver a iniciar sesión.',
  ],
  account_lookup_failed: [
    '{provider|El proveedor} no ha devuelto la cuenta.',
    'Inténtalo de nuevo en un momento.',
  ],
  tokens_not_saved: [
    '{provider|El proveedor} ha emitido tokens nuevos, pero la base de datos no estaba disponible y no se han podido guardar. El código o el token de actualización que se canjeó por ellos ya no vale.',
    'Hay que volver a conectar la cuenta.',
  ],
  return_url_not_allowed: [
    'La URL de retorno no está en la lista del espacio de trabajo.',
    'Añade su origen y su ruta a las URL de retorno permitidas.',
  ],
  confirmation_token_invalid: [
    'El token de confirmación no es válido.',
    'Úsalo exactamente como llegó en la URL de retorno.',
  ],
  confirmation_token_expired: ['El token de confirmación ha caducado.', 'Conecta la cuenta otra vez.'],
  confirmation_token_used: [
    'El token de confirmación ya se ha usado.',
    'Comprueba si la cuenta ya está conectada.',
  ],
  device_code_invalid: ['El código de dispositivo no es válido.', 'Úsalo exactamente como se emitió.'],
  device_code_expired: ['El código de dispositivo ha caducado.', 'Solicita uno nuevo.'],
  end_user_mismatch: [
    'El usuario final que ha iniciado sesión no es aquel para el que se creó esta sesión. No se ha conectado nada.',
    'Empieza de nuevo para este usuario final.',
  ],
  end_user_removed: [
    'Entretanto, el usuario final se ha borrado o ha dejado de ser miembro. No se ha conectado nada.',
    'Empieza de nuevo solo si el usuario final lo quiere.',
  ],
  account_mismatch: [
    'Se ha iniciado sesión en {accountName}; esta conexión es de {currentAccountName}.',
    'Para cambiar a la otra cuenta, confírmala.',
  ],
}
