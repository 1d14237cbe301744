/*
 * What a user does in a developer portal of which nothing is known.
 */

export const REGISTRATION_STEPS = {
  en: [
    'Register an application of the type “web”.',
    'Enter {redirectUri} as the redirect URI, exactly as shown.',
    'Copy its client ID and client secret.',
  ],
  de: [
    'Registrieren Sie eine Anwendung vom Typ „Web“.',
    'Tragen Sie als Redirect-URI genau diese ein: {redirectUri}',
    'Kopieren Sie ihre Client-ID und ihr Client-Secret.',
  ],
  it: [
    'Registra un’applicazione di tipo «web».',
    'Inserisci esattamente questo URI di reindirizzamento: {redirectUri}',
    'Copia il suo ID client e il suo segreto client.',
  ],
  es: [
    'Registra una aplicación de tipo «web».',
    'Introduce exactamente esta URI de redirección: {redirectUri}',
    'Copia su ID de cliente y su secreto de cliente.',
  ],
  fr: [
    'Enregistrez une application de type « web ».',
    'Saisissez exactement cette URI de redirection : {redirectUri}',
    'Copiez son ID client et son secret client.',
  ],
}

export const SECRET_ROTATION_STEPS = {
  en: ['Generate a new client secret for the application, and add it here.'],
  de: ['Erzeugen Sie ein neues Client-Secret für die Anwendung, und fügen Sie es hier hinzu.'],
  it: ['Genera un nuovo segreto client per l’applicazione, e aggiungilo qui.'],
  es: ['Genera un secreto de cliente nuevo para la aplicación y añádelo aquí.'],
  fr: ['Générez un nouveau secret client pour l’application, puis ajoutez-le ici.'],
}
