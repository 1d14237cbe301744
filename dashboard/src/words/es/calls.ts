import type { CallWords } from '../words.ts'

export const callTexts: CallWords = {
  calls: {
    title: 'Llamadas',
    lead: 'Llamadas reenviadas, peticiones de email marketing y llamadas de herramientas, sin contenidos ni secretos.',
    none: 'Aún no hay llamadas',
    noneText: 'El registro empieza con la primera llamada a través de una conexión.',
    noneMatch: 'Ninguna llamada coincide',
    status: 'Resultado',
    anyStatus: 'Cualquier resultado',
    statuses: { succeeded: 'Correctas', failed: 'Fallidas' },
    type: 'Tipo',
    anyType: 'Todos los tipos',
    types: { proxy: 'Reenviadas', email_marketing: 'Email marketing', mcp_tool: 'Herramientas' },
    noClient: 'Interrumpida',
    deleted: 'Eliminado',
    path: 'Petición',
    by: 'Por',
    at: 'Inicio',
    error: 'Error',
    duration: 'Duración',
    timing: (own, provider) => `${own} en Letterlock, ${provider} en el proveedor`,
    requests: 'Peticiones',
    requestCount: (sent, retries) =>
      `${sent} al proveedor${retries > 0 ? `, de ellas ${retries} repetidas` : ''}`,
    requestId: 'ID de la petición',
    repeat: 'Repetir esta llamada:',
    repeatChange:
      'Repite esta llamada. Modifica datos en el proveedor, y su contenido no está en el registro:',
    search: 'Cuenta o ID de la petición',
    pause: 'Pausar',
    resume: 'Reanudar',
    noConnection: 'Conexión eliminada',
    newCalls: (count) => (count === 1 ? '1 llamada nueva' : `${count} llamadas nuevas`),
    summary: (calls, failed) =>
      `${calls.toLocaleString('es')} ${calls === 1 ? 'llamada' : 'llamadas'}, ${failed.toLocaleString('es')} fallidas`,
    all: 'Todas las llamadas',
    log: 'Registro de llamadas',
  },
}
