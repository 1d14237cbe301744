import type { IDENTITY_ERRORS } from '../../error-catalogue/identity.ts'
import type { SentencesOf } from '../error-words.ts'

export const SPANISH_IDENTITY: SentencesOf<typeof IDENTITY_ERRORS> = {
  invalid_credentials: [
    'El correo electrónico o la contraseña no son correctos.',
    'Inténtalo de nuevo o restablece tu contraseña.',
  ],
  incorrect_password: ['La contraseña actual no es correcta.', 'Inténtalo de nuevo.'],
  password_too_weak: [
    'Esta contraseña es fácil de adivinar: {problem}.',
    'Elige otra, por ejemplo cuatro o más palabras sin relación entre sí.',
  ],
  invalid_verification_code: [
    'El código no es correcto o ha caducado.',
    'Introduce el código actual de tu aplicación de autenticación.',
  ],
  passkey_verification_failed: [
    'No se ha podido verificar la clave de acceso.',
    'Inténtalo de nuevo o inicia sesión con tu contraseña.',
  ],
  reauthentication_required: [
    'Esta acción requiere haber iniciado sesión hace poco.',
    'Inicia sesión otra vez y vuelve a intentarlo.',
  ],
  too_many_attempts: [
    'Se han introducido demasiados códigos incorrectos.',
    'Espera 15 minutos e inténtalo de nuevo.',
  ],
  setup_completed: [
    'Letterlock ya está configurado.',
    'Inicia sesión o pide una invitación a un propietario.',
  ],
  setup_link_invalid: [
    'Este enlace de configuración ya no vale.',
    'Usa el enlace que el servidor mostró en su último inicio.',
  ],
  password_reset_link_expired: [
    'Este enlace ha caducado o ya se ha usado.',
    'Solicita uno nuevo en la página de inicio de sesión.',
  ],
  user_exists: [
    'Ya existe un usuario con este correo electrónico.',
    'Inicia sesión y vuelve a abrir la invitación.',
  ],
  member_exists: [
    'Este usuario ya es miembro del espacio de trabajo.',
    'Cambia su rol en la página Miembros.',
  ],
  member_not_found: ['El espacio de trabajo no tiene ese miembro.', 'Compruébalo en la página Miembros.'],
  owner_required: [
    'Un espacio de trabajo necesita al menos un propietario.',
    'Haz propietario antes a otro miembro.',
  ],
  invitation_not_found: ['Esta invitación no existe o se ha revocado.', 'Pide una invitación nueva.'],
  invitation_expired: ['Esta invitación ha caducado o ya se ha aceptado.', 'Pide una invitación nueva.'],
  invitation_email_mismatch: [
    'Esta invitación es para {email}, pero has iniciado sesión con otra dirección.',
    'Cierra la sesión y vuelve a abrir la invitación.',
  ],
  invitation_email_needed: [
    'Esta invitación se debe abrir desde el correo enviado a {email}.',
    'Abre el enlace de ese correo o pide que te lo envíen otra vez.',
  ],
  secret_key_not_found: [
    'El espacio de trabajo no tiene esa clave secreta.',
    'Compruébalo en la página Claves secretas.',
  ],
  assistant_not_found: ['No has autorizado a ese asistente.', 'Compruébalo en la página Mis asistentes.'],
  consent_request_not_found: [
    'Esta solicitud ha caducado o se empezó en otro navegador.',
    'Vuelve al asistente y empieza de nuevo.',
  ],
  consent_request_used: [
    'Esta solicitud ya se ha respondido. Vale la primera respuesta.',
    'Para cambiarla, empieza de nuevo desde el asistente.',
  ],
}
