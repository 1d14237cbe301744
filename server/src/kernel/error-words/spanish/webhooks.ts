import type { WEBHOOKS_ERRORS } from '../../error-catalogue/webhooks.ts'
import type { SentencesOf } from '../error-words.ts'

export const SPANISH_WEBHOOKS: SentencesOf<typeof WEBHOOKS_ERRORS> = {
  webhook_endpoint_not_found: [
    'El espacio de trabajo no tiene ese endpoint de webhook.',
    'Compruébalo en la página Webhooks.',
  ],
  delivery_not_found: [
    'Esta entrega no existe, o su evento ya no se conserva.',
    'Compruébalo en las entregas del endpoint.',
  ],
  end_user_not_found: [
    'El espacio de trabajo no tiene nada de un usuario final con ese ID.',
    'Comprueba que sea el endUserId de tus sesiones de conexión.',
  ],
  call_not_found: ['Esta llamada no existe o ya no se conserva.', 'Compruébalo en la página Llamadas.'],
  webhook_url_not_allowed: [
    'Los webhooks van a URL https:// en el puerto 443 de hosts de internet.',
    'Usa una URL así, sin nombre de usuario ni contraseña.',
  ],
}
