import type { REQUESTS_ERRORS } from '../../error-catalogue/requests.ts'
import type { SentencesOf } from '../error-words.ts'

export const SPANISH_REQUESTS: SentencesOf<typeof REQUESTS_ERRORS> = {
  authentication_required: ['No has iniciado sesión.', 'Inicia sesión.'],
  invalid_token: [
    'La clave secreta o el token de acceso no es válido, ha caducado o se ha revocado.',
    'Usa uno de este servidor que no se haya revocado o vuelve a iniciar sesión.',
  ],
  sign_in_needed: [
    'La petición no lleva token de acceso ni clave secreta.',
    'Inicia sesión con OAuth o envía una clave secreta.',
  ],
  insufficient_scope: [
    'Hace falta el permiso {scope}.',
    'Usa una clave secreta o un asistente que lo tenga.',
  ],
  insufficient_role: [
    'Tu rol solo te permite gestionar tus propias conexiones.',
    'Pídeselo a un propietario o administrador del espacio de trabajo.',
  ],
  not_a_member: ['No eres miembro de este espacio de trabajo.', 'Pide una invitación a un propietario.'],
  origin_not_allowed: [
    'La petición ha llegado de una página que no es de este servidor.',
    'Recarga la página e inténtalo de nuevo.',
  ],
  csrf_token_invalid: [
    'El formulario está desactualizado o viene de otro sitio web.',
    'Recarga la página e inténtalo de nuevo.',
  ],
  rate_limited: [
    'Ha habido demasiadas peticiones en poco tiempo.',
    'Inténtalo de nuevo en {retryAfterSeconds|unos} segundos.',
  ],
  invalid_request: ['Los datos no son válidos: {problem}.', 'Corrígelos e inténtalo de nuevo.'],
  request_too_large: [
    'La petición ocupa más de {limitBytes} bytes.',
    'Envía menos de una vez: divide las listas largas o acorta textos e imágenes.',
  ],
  request_headers_too_large: [
    'Las cabeceras de la petición ocupan más de lo que acepta este servidor.',
    'Elimina las cookies de este sitio e inténtalo de nuevo.',
  ],
  request_timeout: ['La petición no ha llegado a tiempo.', 'Envíala otra vez.'],
  call_too_slow: [
    'Otras llamadas de la cuenta han esperado a esta, enviada o leída demasiado despacio.',
    'Envíala sin pausas, lee la respuesta enseguida e inténtalo de nuevo.',
  ],
  unsupported_media_type: [
    'Este tipo de contenido, su juego de caracteres o su compresión no se admite.',
    'Envía el contenido en UTF-8 y sin comprimir, con el tipo de contenido de la documentación.',
  ],
  not_found: ['En esta URL no hay nada.', 'Comprueba la dirección.'],
  method_not_allowed: ['Esta URL no admite el método.', 'Usa {allow}.'],
  request_canceled: [
    'La conexión se ha cerrado antes de la respuesta.',
    'Comprueba si se ha hecho y después inténtalo de nuevo.',
  ],
  idempotency_key_in_use: [
    'Hay otra petición en curso con esta Idempotency-Key.',
    'Inténtalo de nuevo en {retryAfterSeconds} segundos.',
  ],
  idempotency_key_reused: [
    'Esta Idempotency-Key se ha usado con otra petición.',
    'Usa una nueva para cada petición nueva.',
  ],
  idempotency_outcome_unknown: [
    'La primera petición con esta Idempotency-Key se quedó sin respuesta, porque un servidor se detuvo o la base de datos no estaba disponible. Puede que se haya hecho.',
    'Compruébalo. Si no se ha hecho, envíala con una clave nueva.',
  ],
  database_unavailable: [
    'La base de datos no responde o no admite escrituras.',
    'Inténtalo de nuevo en {retryAfterSeconds} segundos.',
  ],
  internal_error: [
    'Ha ocurrido un error inesperado.',
    'Inténtalo de nuevo. Si sigue igual, da el ID de la petición a quien administra el servidor.',
  ],
}
