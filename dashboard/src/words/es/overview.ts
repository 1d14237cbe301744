import type { OverviewWords } from '../words.ts'

export const overviewTexts: OverviewWords = {
  overview: {
    title: 'Resumen',
  },
  firstSteps: {
    title: 'Primeros pasos',
    progress: (done, total) => `${done} de ${total} completados`,
    done: '(completado)',
    open: '(pendiente)',
    steps: {
      app: {
        title: 'Añade una aplicación OAuth',
        text: 'Regístrala una vez en un proveedor e introduce aquí su ID de cliente y su secreto.',
      },
      connection: { title: 'Conecta la primera cuenta', text: 'Tardas un minuto.' },
      call: {
        title: 'Haz la primera llamada',
        text: 'Crea una clave secreta y llama a un proveedor a través de Letterlock.',
      },
      webhook: {
        title: 'Añade un endpoint de webhook',
        text: 'Tu aplicación se entera cuando una cuenta se conecta o se pierde.',
      },
      assistant: {
        title: 'Autoriza a un asistente',
        text: 'Lee tus cuentas y pregunta antes de enviar.',
      },
    },
  },
  attention: {
    title: 'Pendiente de atención',
    none: 'No hay nada pendiente.',
    lost: (count, provider) => `${count} cuentas de ${provider} están desconectadas.`,
    lostOne: (account, provider) => `${account} en ${provider} está desconectada.`,
    open: 'Abrir la conexión',
    openAll: (count) => `Mostrar ${count} conexiones`,
    addSecret: 'Añadir el secreto de cliente',
    webhook: (host) => `${host} no acepta los webhooks.`,
    webhookText: 'Las entregas fallan.',
    openWebhook: 'Abrir las entregas',
  },
}
