import type { OverviewWords } from '../words.ts'

export const overviewTexts: OverviewWords = {
  overview: {
    title: 'Resumen',
    period: 'Periodo',
    periods: { day: '24 horas', week: '7 días' },
  },
  charts: {
    calls: 'Llamadas',
    callsName: (count) => (count === 1 ? 'llamada' : 'llamadas'),
    failed: 'Fallidas',
    failedName: 'fallidas',
    noCalls: 'Ninguna llamada en este periodo',
    callsSummary: (calls, failed) =>
      `${calls.toLocaleString('es')} ${calls === 1 ? 'llamada' : 'llamadas'}, ${failed.toLocaleString('es')} fallidas`,
    responseTime: 'Tiempo de respuesta',
    average: 'Media',
    atProvider: 'En el proveedor',
    onAverage: 'de media',
    ofWhichOwn: (duration) => `de los cuales ${duration} en Letterlock`,
    refreshes: 'Renovaciones de tokens',
    refreshed: 'Renovados',
    refreshesName: (count) => (count === 1 ? 'renovación' : 'renovaciones'),
    attemptsFailed: (count) =>
      count === 0
        ? 'ningún intento fallido'
        : count === 1
          ? '1 intento fallido'
          : `${count.toLocaleString('es')} intentos fallidos`,
    noRefreshes: 'Ninguna renovación en este periodo',
    all: (count) => `Todas (${count.toLocaleString('es')})`,
    table: { showTable: 'Mostrar como tabla', time: 'Hora', unknown: 'desconocido' },
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
      connection: { title: 'Conecta la primera cuenta', text: 'Solo lleva un minuto.' },
      call: {
        title: 'Haz la primera llamada',
        text: 'Crea una clave secreta y llama a un proveedor a través de Letterlock.',
      },
      webhook: {
        title: 'Añade un endpoint de webhook',
        text: 'Tu aplicación recibe un aviso cuando una cuenta se conecta o se pierde.',
      },
      assistant: {
        title: 'Autoriza a un asistente',
        text: 'Lee tus cuentas y pide tu aprobación antes de enviar.',
      },
    },
  },
  attention: {
    title: 'Pendiente de atención',
    none: 'No hay nada pendiente.',
    lost: (count, provider) => `${count} cuentas de ${provider} están desconectadas.`,
    lostOne: (account, provider) => `${account} en ${provider} está desconectada.`,
    expiring: (count, provider) => `${count} cuentas de ${provider} caducan pronto.`,
    expiringOne: (account, provider) => `${account} en ${provider} caduca pronto.`,
    unread: 'Puede haber más conexiones desconectadas.',
    unreadText: (count) =>
      `Las ${count} más recientes se desconectaron a petición; las demás no se han leído.`,
    openDisconnected: 'Mostrar las conexiones desconectadas',
    open: 'Abrir la conexión',
    openAll: (count) => `Mostrar ${count} conexiones`,
    addSecret: 'Añadir el secreto de cliente',
    webhook: (host) => `${host} no acepta los webhooks.`,
    webhookText: 'Las entregas fallan.',
    failing: 'con errores',
    openWebhook: 'Abrir las entregas',
    sendRequest: (campaign, account) => `«${campaign}» de ${account} espera la aprobación.`,
    requestedBy: (name) => `Solicitada por ${name}.`,
    reviewSendRequest: 'Revisar y aprobar',
  },
}
