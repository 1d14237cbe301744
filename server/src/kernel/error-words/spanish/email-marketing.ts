import type { EMAIL_MARKETING_ERRORS } from '../../error-catalogue/email-marketing.ts'
import type { SentencesOf } from '../error-words.ts'

export const SPANISH_EMAIL_MARKETING: SentencesOf<typeof EMAIL_MARKETING_ERRORS> = {
  audience_required: ['{provider|El proveedor} guarda los contactos por audiencia.', 'Indica una audiencia.'],
  sender_required: [
    'La cuenta no tiene ninguna dirección de remitente verificada.',
    'Verifica una en {provider|este proveedor}.',
  ],
  contact_suppressed: [
    'Este contacto no se puede modificar ({contactStatus}).',
    'Solo el propio contacto puede volver a suscribirse, con el formulario de {provider|este proveedor}.',
  ],
  contact_exists: [
    'Otro contacto tiene esta dirección ({contactStatus}). No se ha modificado nada.',
    'Modifica ese contacto.',
  ],
  job_not_found: [
    'Este trabajo no existe, o su informe se eliminó una semana después de terminar.',
    'Comprueba el ID.',
  ],
  job_ended: ['El trabajo ya ha terminado ({jobStatus}).', 'Consulta su informe.'],
  too_many_jobs: [
    '{maximum} de tus trabajos no han terminado aún.',
    'Espera a que termine uno o cancela uno, e inténtalo de nuevo.',
  ],
  segment_too_large: [
    'Estas condiciones necesitan más de lo que lee una petición: {what}.',
    'Usa menos días, una audiencia más pequeña o condiciones que evalúe {provider|el proveedor}.',
  ],
  segment_in_use: [
    'La campaña {campaignId} va a este segmento y espera aprobación o está programada. No se ha modificado nada.',
    'Espera a que se decida o caduque su solicitud de envío, o anula la programación, e inténtalo de nuevo.',
  ],
  campaign_in_use: [
    'La campaña {campaignId} espera aprobación o está programada, y esta llamada podría cambiar qué se envía o a quién. No se ha reenviado.',
    'Espera a que se decida o caduque su solicitud de envío, o anula la programación, e inténtalo de nuevo. Las llamadas sobre otras campañas o segmentos siguen funcionando.',
  ],
  unknown_contact_field: ['La audiencia no tiene el campo {fields}.', 'Los campos son: {knownFields}.'],
  campaign_busy: [
    '{what|La campaña}: otra petición está enviando o modificando algo. No se ha hecho nada.',
    'Espera a que termine, comprueba el estado de la campaña e inténtalo de nuevo.',
  ],
  campaign_changed: [
    'La campaña o sus destinatarios han cambiado desde que se pidió la aprobación. No se ha enviado nada.',
    'Revísala y haz que se pida la aprobación de nuevo.',
  ],
  campaign_not_draft: [
    'La campaña no es un borrador ({campaignStatus}); solo se pueden modificar o enviar borradores.',
    'Crea una campaña nueva o anula la programación de esta.',
  ],
  campaign_not_ready: ['La campaña no se puede enviar: {blockers}.', 'Corrígelo e inténtalo de nuevo.'],
  campaign_not_scheduled: ['La campaña no está programada.', 'Comprueba el estado de la campaña.'],
  campaign_not_sent: [
    'La campaña aún no se ha enviado ({campaignStatus}), por lo que no tiene informe.',
    'Inténtalo de nuevo después del envío.',
  ],
  invalid_send_time: ['La campaña no se puede enviar a esa hora: {problem}.', 'Elige otra hora.'],
  test_recipient_not_allowed: [
    'Los correos de prueba solo van a las direcciones de la cuenta: {allowed}.',
    'Usa una de ellas.',
  ],
  user_approval_required: [
    'Lo debe aprobar un usuario con la sesión iniciada. No se ha enviado nada.',
    'Apruébalo en {approvalUrl}.',
  ],
  approver_unavailable: [
    'Nadie puede aprobarlo, así que no se ha enviado nada.',
    'Usa un programa que pueda preguntarte o envíala en {provider|este proveedor}.',
  ],
  approval_text_mismatch: [
    'El texto no coincide. No se ha enviado nada.',
    'Escribe lo que está entre comillas: {expected}.',
  ],
  send_request_not_found: ['Esta solicitud de envío no existe.', 'Haz que se cree una nueva.'],
  send_request_expired: [
    'La solicitud de envío ha caducado. No se ha enviado nada.',
    'Haz que se cree una nueva.',
  ],
  send_request_declined: [
    'La solicitud de envío se ha rechazado. No se ha enviado nada.',
    'Para enviar la campaña, haz que se cree una nueva.',
  ],
  send_request_replaced: [
    'Se ha aprobado otra solicitud de envío de esta campaña. No se ha vuelto a enviar nada.',
    'Comprueba el estado de la campaña o haz que se cree una solicitud nueva.',
  ],
  send_request_used: [
    'La solicitud de envío ya se ha usado. No se ha vuelto a enviar nada.',
    'Comprueba el estado de la campaña.',
  ],
}
