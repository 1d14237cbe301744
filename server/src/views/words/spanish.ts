import type { PageWords } from './page-words.ts'

export const SPANISH: PageWords = {
  connect: {
    title: 'Conecta tu cuenta',
    heading: (application, provider) => `${application} quiere conectarse a tu cuenta de ${provider}`,
    headingAny: (application) => `${application} quiere conectarse a tu cuenta de email marketing`,
    choose: 'Puedes desconectarla en cualquier momento.',
    reconnect: (account) => `Inicia sesión como ${account} para volver a conectarla.`,
    able: (application) => `${application} podrá`,
    permissions: {
      audiences_read: [
        'Ver tus audiencias y contactos',
        'Nombres, direcciones de correo, etiquetas y grupos.',
      ],
      audiences_write: [
        'Añadir y modificar contactos',
        'También darlos de baja. No puede eliminar una audiencia.',
      ],
      campaigns_read: ['Ver tus campañas y plantillas', 'Lo que has escrito, y qué se envió y cuándo.'],
      campaigns_write: ['Crear y editar borradores', 'No puede eliminar una campaña.'],
      reports_read: ['Ver tus informes', 'Cuántos contactos abrieron e hicieron clic.'],
      send: ['Enviar campañas', 'Puede enviar borradores a tus contactos.'],
    },
    nothing: 'Ver qué cuenta es, y nada más.',
    continueTo: (provider) => `Continuar en ${provider}`,
    cancel: 'Cancelar',
    signIn: (provider) => `Inicias sesión en la página de ${provider}. Nunca vemos tu contraseña.`,
    signInAny: 'Inicias sesión en la página del proveedor. Nunca vemos tu contraseña.',
  },
  footer: 'Protegido por Letterlock',
  error: { title: 'No ha funcionado', heading: 'Algo ha ido mal' },
  notFound: {
    title: 'Página no encontrada',
    text: 'Puede que la dirección esté mal escrita o que la página ya no exista.',
    home: 'Ir al panel',
  },
}
