import type { Words } from '../words.ts'
import { assistantTexts } from './assistants.ts'
import { callTexts } from './calls.ts'
import { connectionTexts } from './connections.ts'
import { dataTexts } from './data.ts'
import { eventTexts } from './events.ts'
import { overviewTexts } from './overview.ts'
import { userTexts } from './users.ts'
import { webhookTexts } from './webhooks.ts'
import { workspaceTexts } from './workspace.ts'

export const spanish: Words = {
  ...assistantTexts,
  ...callTexts,
  ...connectionTexts,
  ...userTexts,
  ...workspaceTexts,
  ...webhookTexts,
  ...overviewTexts,
  ...eventTexts,
  ...dataTexts,
  loading: 'Cargando…',
  cancel: 'Cancelar',
  close: 'Cerrar',
  copy: 'Copiar',
  copied: 'Copiado',
  retry: 'Intentar de nuevo',
  justNow: 'ahora mismo',
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
    members: 'Miembros',
    settings: 'Ajustes',
    profile: 'Perfil',
    signOut: 'Cerrar sesión',
    workspace: 'Espacio de trabajo',
    pages: 'Páginas',
    build: 'Desarrollo',
    skip: 'Ir al contenido',
    openMenu: 'Abrir el menú',
    closeMenu: 'Cerrar el menú',
    search: 'Buscar o ir a',
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
