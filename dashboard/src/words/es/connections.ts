import type { ConnectionWords } from '../words.ts'

const many = (count: number): string => count.toLocaleString('es')

export const connectionTexts: ConnectionWords = {
  connections: {
    title: 'Conexiones',
    empty: 'Aún no hay conexiones',
    emptyNext: 'Conecta tu primera cuenta en un minuto.',
    add: 'Conectar una cuenta',
    search: 'Buscar por cuenta o usuario final',
    status: 'Estado',
    anyStatus: 'Cualquier estado',
    provider: 'Proveedor',
    anyProvider: 'Cualquier proveedor',
    account: 'Cuenta',
    endUser: 'Usuario final',
    connectedAt: 'Conectada',
    actions: 'Acciones',
    actionsFor: (name) => `Acciones para ${name}`,
    select: (name) => `Seleccionar ${name}`,
    selectAll: 'Seleccionar todo',
    clear: 'Quitar los filtros',
    count: (count) => (count === 1 ? '1 conexión' : `${many(count)} conexiones`),
    of: (count, total) => `${many(count)} de ${many(total)} conexiones`,
    for: (endUser) => `para ${endUser}`,
    none: 'Ninguna conexión coincide',
    more: 'Mostrar más',
  },
  status: {
    connected: 'Conectada',
    expiring_soon: 'Caduca pronto',
    disconnected: 'Desconectada',
    unchecked: 'La comprobación falla',
  },
  facts: {
    id: 'ID de la conexión',
    endUser: 'ID del usuario final',
    email: 'Correo',
    connectedAt: 'Conectada',
    credential: 'Credencial activa',
    oauth: 'Token OAuth',
    apiKey: 'Clave de API',
    noCredential: 'Ninguna',
    token: 'Token de acceso',
    neverExpires: 'Válido hasta que se revoque',
    refreshes: 'Se renueva',
    expires: 'Caduca',
    expired: 'Caducado',
    refreshDue: 'Renovación pendiente',
    checked: 'Última comprobación',
    neverChecked: 'Nunca',
    called: 'Última llamada',
    neverCalled: 'Nunca',
    noCallKnown: 'Ninguna conocida',
    fallback: 'Clave de API',
    fallbackReady: 'Lista como reserva',
    fallbackInvalid: 'No funciona',
    fallbackNone: 'Ninguna',
    refresh: 'Renovación del token',
    refreshWorking: 'Funciona',
    refreshNotRequired: 'No hace falta',
    refreshFailing: (failures) =>
      failures === 1 ? 'Falla (1 error)' : `Falla (${failures} errores seguidos)`,
  },
  permissions: {
    title: 'Permisos',
    audiences: 'Audiencias y contactos',
    campaigns: 'Campañas y plantillas',
    reports: 'Informes',
    send: 'Enviar campañas',
    sendHint: 'Cada envío que pide un asistente necesita además una aprobación.',
    levels: { none: 'Sin acceso', read: 'Lectura', write: 'Lectura y escritura' },
    saved: 'Permisos guardados',
  },
  bulk: {
    title: 'Acciones para las conexiones seleccionadas',
    selected: (count) => (count === 1 ? '1 seleccionada' : `${many(count)} seleccionadas`),
    selectAll: (total) => `Seleccionar las ${total.toLocaleString('es')}`,
    actions: { check: 'Comprobar', refresh: 'Renovar', disconnect: 'Desconectar', delete: 'Eliminar' },
    clear: 'Quitar la selección',
    stop: 'Detener',
    progress: (done, total) => `${done} de ${total}`,
    done: {
      check: (name) => `${name}: comprobación hecha`,
      refresh: (name) => `El token de ${name} se ha renovado`,
      disconnect: (name) => `${name} está desconectada`,
      delete: (name) => `${name} se ha eliminado`,
    },
    results: {
      check: (count) => (count === 1 ? '1 conexión comprobada' : `${count} conexiones comprobadas`),
      refresh: (count) => (count === 1 ? '1 token renovado' : `${count} tokens renovados`),
      disconnect: (count) => (count === 1 ? '1 cuenta desconectada' : `${count} cuentas desconectadas`),
      delete: (count) => (count === 1 ? '1 conexión eliminada' : `${count} conexiones eliminadas`),
    },
    failed: (count) =>
      count === 1
        ? '1 no se ha podido completar. Abre la conexión para ver el motivo.'
        : `${count} no se han podido completar. Abre las conexiones para ver el motivo.`,
    disconnectTitle: (count) => (count === 1 ? '¿Desconectar 1 cuenta?' : `¿Desconectar ${count} cuentas?`),
    disconnectText:
      'Las aplicaciones y los asistentes pierden el acceso de inmediato. Las audiencias y las campañas en los proveedores no cambian.',
    disconnectYes: (count) => (count === 1 ? 'Desconectar 1 cuenta' : `Desconectar ${count} cuentas`),
    deleteTitle: (count) => (count === 1 ? '¿Eliminar 1 conexión?' : `¿Eliminar ${count} conexiones?`),
    deleteText:
      'También se eliminan sus credenciales y permisos. Las que aún funcionan se desconectan primero. En la actividad queda una sola línea de cada una. No se puede deshacer.',
    deleteYes: (count) => (count === 1 ? 'Eliminar 1 conexión' : `Eliminar ${count} conexiones`),
  },
  connection: {
    back: 'Volver a las conexiones',
    check: 'Comprobar ahora',
    refresh: 'Renovar ahora',
    reconnect: 'Volver a conectar',
    details: 'Detalles',
    breadcrumb: 'Ruta',
    dangerZone: 'Desconectar o eliminar',
    disconnectAsk: 'Desconectar…',
    deleteAsk: 'Eliminar…',
    disconnect: 'Desconectar',
    disconnectTitle: (name) => `¿Desconectar ${name}?`,
    disconnectText: (provider) =>
      `Las aplicaciones y los asistentes pierden el acceso de inmediato. Las audiencias y las campañas en ${provider} no cambian.`,
    disconnected: 'Desconectada',
    delete: 'Eliminar',
    deleteTitle: (name) => `¿Eliminar ${name}?`,
    deleteText:
      'También se eliminan sus credenciales y permisos. Si aún funciona, primero se desconecta. En la actividad queda una sola línea. No se puede deshacer.',
    deleted: 'Eliminada',
    disconnectReport: {
      revoked: (provider) => `El token se ha revocado en ${provider} y se ha eliminado aquí.`,
      failed: (provider) =>
        `El token se ha eliminado aquí, pero ${provider} no ha confirmado que esté revocado: revoca el acceso también allí.`,
      unsupported: (provider) =>
        `El token se ha eliminado aquí. ${provider} no puede revocar tokens a petición: revoca el acceso también allí.`,
      apiKey: (provider) =>
        `La clave de API se ha eliminado aquí. En ${provider} sigue siendo válida: desactívala también allí.`,
      apiKeyUsed: 'A partir de ahora se usa la clave de API.',
      nothing: 'Esta conexión ya estaba desconectada.',
    },
    manageApps: (provider) => `Gestionar las aplicaciones en ${provider}`,
    activity: 'Actividad',
  },
  apiKey: {
    title: 'Clave de API',
    lead: (provider) =>
      `Se usa cuando OAuth falla. La comprobamos con ${provider}, la ciframos y no la mostramos nunca más.`,
    ready: 'Hay una clave de API lista como reserva.',
    invalid: 'La clave de API ya no funciona.',
    label: 'Clave de API',
    replace: 'Cambiar la clave de API',
    save: 'Guardar la clave de API',
    remove: 'Quitar la clave de API',
    removeTitle: '¿Quitar la clave de API?',
    removeText: (provider) =>
      `Ya no se usa cuando OAuth falla. En ${provider} sigue siendo válida hasta que la desactives allí.`,
    removeYes: 'Quitar',
  },
  newConnection: {
    title: 'Conectar una cuenta',
    lead: 'Elige un proveedor. Iniciarás sesión en su propia página.',
    search: 'Buscar proveedores',
    none: (search) => `Ningún proveedor coincide con «${search}»`,
    noApp: 'Este proveedor aún no tiene una aplicación OAuth registrada.',
    addApp: 'Añadir una aplicación OAuth',
    connect: 'Conectar',
    refreshed: 'Se renueva automáticamente',
    lasting: 'Sigue conectada hasta que se revoque',
  },
  connectionComplete: {
    busy: 'Conectando…',
    retrying: (seconds) =>
      `Nuevo intento en ${seconds === 1 ? 'un segundo' : `${seconds} segundos`}. Deja esta página abierta; no hace falta que vuelvas a iniciar sesión.`,
    failedTitle: 'No se ha conectado',
    again: 'Intentar de nuevo',
    errors: {
      access_denied: (provider) => `El acceso se denegó en ${provider}. No se ha conectado nada.`,
      authorization_failed: (provider) =>
        `${provider} ha rechazado la solicitud. Compara el ID de cliente y la URI de redirección de la página «Aplicaciones OAuth» con los registrados en ${provider}. No se ha conectado nada.`,
    },
    otherError: (provider, code) =>
      `${provider} no ha completado la autorización (${code.replaceAll('_', ' ')}). No se ha conectado nada.`,
    theProvider: 'El proveedor',
    different: (now, before) => `Has iniciado sesión en ${now}. Esta conexión es de ${before}.`,
    acceptTitle: (name) => `¿Cambiar a ${name}?`,
    accept: (name) => `Cambiar a ${name}`,
  },
  plot: {
    timeline: 'Historial del estado',
    times: (times) => `, ${times} veces`,
    title: 'Comprobaciones y renovaciones',
    summary: (succeeded, failed) =>
      succeeded + failed === 1
        ? `La única comprobación o renovación hasta ahora ${succeeded === 1 ? 'funcionó' : 'falló'}.`
        : `Últimas ${succeeded + failed} comprobaciones y renovaciones: ${succeeded} correctas, ${failed} fallidas.`,
    none: 'Aún no hay comprobaciones ni renovaciones',
    succeeded: 'correcta',
    failed: 'fallida',
  },
}
