import { SPANISH_STATUS } from '@letterlock/server/status-words/spanish-status.ts'
import type { FirstWords } from '../words.ts'
import { connectionTexts } from './connections.ts'
import { memberTexts } from './members.ts'
import { overviewTexts } from './overview.ts'
import { userTexts } from './users.ts'

export const spanish: FirstWords = {
  ...connectionTexts,
  ...userTexts,
  ...SPANISH_STATUS,
  ...memberTexts,
  ...overviewTexts,
  loading: 'Cargando…',
  cancel: 'Cancelar',
  close: 'Cerrar',
  copy: 'Copiar',
  copied: 'Copiado',
  retry: 'Intentar de nuevo',
  undo: 'Deshacer',
  exporting: { export: 'Exportar', csv: 'Exportar como CSV', jsonl: 'Exportar como JSON Lines' },
  removeFilter: (name) => `Quitar el filtro ${name}`,
  justNow: 'ahora mismo',
  since: {
    // A la una, a las dos.
    time: (time) => `desde ${/^0?1:/.test(time) ? 'la' : 'las'} ${time}`,
    day: (day) => `desde el ${day}`,
  },
  thatIs: ', es decir, ',
  none: 'Ninguno',
  nav: {
    overview: 'Resumen',
    connections: 'Conexiones',
    myAccounts: 'Mis cuentas',
    calls: 'Llamadas',
    oauthApps: 'Aplicaciones OAuth',
    secretKeys: 'Claves secretas',
    webhooks: 'Webhooks',
    assistants: 'Asistentes',
    myAssistants: 'Mis asistentes',
    activity: 'Actividad',
    myActivity: 'Mi actividad',
    you: 'Personal',
    alerts: 'Avisos',
    documentation: 'Documentación',
    members: 'Miembros',
    settings: 'Ajustes',
    server: 'Servidor',
    profile: 'Perfil',
    signOut: 'Cerrar sesión',
    newWorkspace: 'Espacio de trabajo nuevo',
    workspace: 'Espacio de trabajo',
    pages: 'Páginas',
    build: 'Desarrollo',
    skip: 'Ir al contenido',
    openMenu: 'Abrir el menú',
    closeMenu: 'Cerrar el menú',
    search: 'Buscar o ir a',
    searchKeys: 'Ctrl K',
    notifications: 'Notificaciones',
    language: 'Idioma',
    browserLanguage: 'Idioma del navegador',
    appearance: 'Apariencia',
    appearances: { system: 'Sistema', light: 'Claro', dark: 'Oscuro' },
  },
  palette: {
    title: 'Buscar o ir a',
    none: 'Sin resultados',
    actions: 'Acciones',
  },
  notFound: {
    title: 'Página no encontrada',
    text: 'Puede que la dirección esté mal escrita o que la página ya no exista.',
    home: 'Ir al panel',
  },
  problem: {
    unreachable: {
      happened: 'Letterlock no ha respondido.',
      next: 'Comprueba tu conexión a la red e inténtalo de nuevo.',
    },
    passkey: {
      happened: 'No se ha usado la clave de acceso.',
      next: 'Inténtalo de nuevo o inicia sesión con tu contraseña.',
    },
  },
}
