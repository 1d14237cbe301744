import type { EmailWords } from './email-words.ts'

export const SPANISH_EMAILS: EmailWords = {
  locale: 'es',
  invitation: {
    subject: (inviter, workspace) => `${inviter} te invita a ${workspace}`,
    text: (inviter, workspace) => `${inviter} te invita a unirte a ${workspace} en Letterlock.`,
    accept: 'Acepta la invitación en el plazo de una semana:',
    ignore: 'Si no esperabas este correo, puedes ignorarlo.',
  },
  passwordReset: {
    subject: 'Restablece tu contraseña de Letterlock',
    text: (email) => `Se ha solicitado una contraseña nueva para ${email}.`,
    choose: 'Elígela en el plazo de una hora:',
    ignore: 'Si no la has solicitado, puedes ignorar este correo. Tu contraseña sigue siendo válida.',
  },
  alert: {
    titles: {
      connections: ({ count, account, provider, isLost }) =>
        account === null
          ? `${count.toLocaleString('es')} cuentas de ${provider} ${isLost ? 'están desconectadas' : 'caducan pronto'}`
          : `${account} (${provider}) ${isLost ? 'está desconectada' : 'caduca pronto'}`,
      webhook_endpoint: ({ isGone }) => `Un endpoint de webhook está ${isGone ? 'desactivado' : 'en pausa'}`,
      client_secret: ({ oauthApp, provider, days }) =>
        `El secreto de cliente de ${oauthApp} (${provider}) tiene más de ${days} días`,
    },
    text: (title, workspace) => `En ${workspace}: ${title}.`,
    example: (detail) => `Por ejemplo: ${detail}`,
    resolved: (title) => `Resuelto: ${title}`,
    resolvedText: (title, workspace) => `Está resuelto en ${workspace}: ${title}.`,
    nothingToDo: 'No hay que hacer nada.',
    turnOff: (url) => `Puedes desactivar estos correos en tu perfil: ${url}`,
    webhookEndpoint: {
      gone: 'Respondió 410 Gone, así que ya no se le envían eventos.',
      failing: 'No ha aceptado nada durante tres días. Los eventos esperan hasta siete días.',
      nextStep: 'Actívalo cuando vuelva a funcionar.',
    },
    clientSecret: {
      added: (date) => `Se añadió el ${date}.`,
      nextStep: (provider) =>
        `Crea uno nuevo en ${provider} y añádelo a la aplicación OAuth. Elimina el anterior cuando ${provider} ya no lo acepte. Hasta entonces Letterlock prueba ambos, primero el más reciente: las conexiones siguen funcionando.`,
    },
  },
  sendRequest: {
    subject: 'Una campaña espera tu aprobación',
    byAssistant: (name) =>
      `El asistente${name === null ? '' : ` ${name}`} pide enviar una campaña. Aún no se ha enviado nada.`,
    bySecretKey: (name) =>
      `Con la clave secreta${name === null ? '' : ` ${name}`} se pide enviar una campaña. Aún no se ha enviado nada.`,
    review: (until) =>
      `Revísala y apruébala o recházala, hasta el ${until}. La página te pide iniciar sesión; este correo no aprueba nada:`,
    thatIs: ', es decir, ',
    facts: {
      campaign: 'Campaña',
      from: 'De',
      to: 'Para',
      when: 'Cuándo',
      subject: 'Asunto',
      preview: 'Texto de vista previa',
      content: 'Contenido',
      links: 'Los enlaces llevan a',
      plainText: 'Sin HTML',
      outlook: 'Solo en Outlook',
    },
    campaignOf: (campaign, account) => `${campaign} de ${account}`,
    defaultSender: 'el remitente de la audiencia en el proveedor',
    segment: (name) => `segmento ${name}`,
    contacts: (count, atMost) =>
      count === null
        ? 'número de contactos desconocido'
        : `${atMost ? 'como máximo ' : ''}${count.toLocaleString('es')} ${count === 1 ? 'contacto' : 'contactos'}`,
    now: 'ahora',
    noLinks: 'ninguno',
    linksUnknown: 'no se pueden enumerar',
    andOthers: (count) => (count === 1 ? 'y otro más' : `y otros ${count.toLocaleString('es')}`),
  },
}
