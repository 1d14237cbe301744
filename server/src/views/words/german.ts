import type { PageWords } from './page-words.ts'

export const GERMAN: PageWords = {
  connect: {
    title: 'Konto verbinden',
    heading: (application, provider) => `${application} möchte auf Ihr ${provider}-Konto zugreifen`,
    headingAny: (application) => `${application} möchte auf Ihr E-Mail-Marketing-Konto zugreifen`,
    choose: 'Sie können die Verbindung jederzeit trennen.',
    reconnect: (account) => `Melden Sie sich als ${account} an, um das Konto neu zu verbinden.`,
    able: (application) => `${application} darf dann`,
    permissions: {
      audiences_read: ['Zielgruppen und Kontakte sehen', 'Namen, E-Mail-Adressen, Tags und Gruppen.'],
      audiences_write: ['Kontakte hinzufügen und ändern', 'Auch abmelden, aber keine Zielgruppe löschen.'],
      campaigns_read: [
        'Kampagnen und Vorlagen sehen',
        'Was Sie geschrieben haben und was wann versendet wurde.',
      ],
      campaigns_write: ['Entwürfe anlegen und bearbeiten', 'Aber keine Kampagne löschen.'],
      reports_read: ['Berichte sehen', 'Wie viele Kontakte geöffnet und geklickt haben.'],
      send: ['Kampagnen versenden', 'Entwürfe können an Ihre Kontakte versendet werden.'],
    },
    nothing: 'Nur sehen, welches Konto es ist.',
    continueTo: (provider) => `Weiter zu ${provider}`,
    cancel: 'Abbrechen',
    signIn: (provider) => `Sie melden sich auf der Seite von ${provider} an. Ihr Passwort sehen wir nie.`,
    signInAny: 'Sie melden sich auf der Seite des Anbieters an. Ihr Passwort sehen wir nie.',
  },
  footer: 'Geschützt durch Letterlock',
  error: { title: 'Das hat nicht geklappt', heading: 'Etwas ist schiefgelaufen' },
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Vielleicht ist die Adresse falsch geschrieben, oder es gibt die Seite nicht mehr.',
    home: 'Zum Dashboard',
  },
}
