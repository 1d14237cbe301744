import type { EmailWords } from './email-words.ts'

export const GERMAN_EMAILS: EmailWords = {
  locale: 'de',
  invitation: {
    subject: (inviter, workspace) => `${inviter} hat Sie zu ${workspace} eingeladen`,
    text: (inviter, workspace) => `${inviter} hat Sie eingeladen, ${workspace} auf Letterlock beizutreten.`,
    accept: 'Nehmen Sie die Einladung innerhalb einer Woche an:',
    ignore: 'Wenn Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren.',
  },
  passwordReset: {
    subject: 'Ihr Letterlock-Passwort zurücksetzen',
    text: (email) => `Für ${email} wurde ein neues Passwort angefordert.`,
    choose: 'Wählen Sie es innerhalb einer Stunde:',
    ignore: 'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren. Ihr Passwort bleibt gültig.',
  },
  alert: {
    titles: {
      connections: ({ count, account, provider, isLost }) =>
        account === null
          ? `${count.toLocaleString('de')} Konten bei ${provider} ${isLost ? 'sind getrennt' : 'laufen bald ab'}`
          : `${account} (${provider}) ${isLost ? 'ist getrennt' : 'läuft bald ab'}`,
      webhook_endpoint: ({ isGone }) => `Ein Webhook-Endpunkt ist ${isGone ? 'abgeschaltet' : 'pausiert'}`,
      client_secret: ({ oauthApp, provider, days }) =>
        `Das Client-Secret von ${oauthApp} (${provider}) ist älter als ${days} Tage`,
    },
    text: (title, workspace) => `In ${workspace}: ${title}.`,
    example: (detail) => `Zum Beispiel: ${detail}`,
    resolved: (title) => `Behoben: ${title}`,
    resolvedText: (title, workspace) => `Das ist in ${workspace} behoben: ${title}.`,
    nothingToDo: 'Es ist nichts zu tun.',
    turnOff: (url) => `Diese E-Mails schalten Sie in Ihrem Profil ab: ${url}`,
    webhookEndpoint: {
      gone: 'Er hat mit 410 Gone geantwortet; es werden keine Ereignisse mehr an ihn gesendet.',
      failing: 'Er hat drei Tage lang nichts angenommen. Ereignisse warten bis zu sieben Tage.',
      nextStep: 'Aktivieren Sie ihn, wenn er wieder funktioniert.',
    },
    clientSecret: {
      added: (date) => `Es wurde am ${date} hinzugefügt.`,
      nextStep: (provider) =>
        `Erstellen Sie bei ${provider} ein neues und fügen Sie es der OAuth-App hinzu. Entfernen Sie das alte, sobald ${provider} es nicht mehr annimmt. Bis dahin versucht Letterlock beide, das neueste zuerst; die Verbindungen funktionieren weiter.`,
    },
  },
  sendRequest: {
    subject: 'Eine Kampagne wartet auf Ihre Freigabe',
    byAssistant: (name) =>
      `Der Assistent${name === null ? '' : ` ${name}`} möchte eine Kampagne versenden. Es wurde noch nichts versendet.`,
    bySecretKey: (name) =>
      `Mit dem Geheimschlüssel${name === null ? '' : ` ${name}`} soll eine Kampagne versendet werden. Es wurde noch nichts versendet.`,
    review: (until) =>
      `Prüfen Sie sie und geben Sie sie frei oder lehnen Sie sie ab, bis ${until}. Auf der Seite melden Sie sich an; diese E-Mail gibt nichts frei:`,
    thatIs: ', das ist ',
    facts: {
      campaign: 'Kampagne',
      from: 'Von',
      to: 'An',
      when: 'Wann',
      subject: 'Betreff',
      preview: 'Vorschautext',
      content: 'Inhalt',
      links: 'Links führen zu',
      plainText: 'Ohne HTML',
      outlook: 'Nur in Outlook',
    },
    campaignOf: (campaign, account) => `${campaign} von ${account}`,
    defaultSender: 'der Absender der Zielgruppe beim Anbieter',
    segment: (name) => `Segment ${name}`,
    contacts: (count, atMost) =>
      count === null
        ? 'Zahl der Kontakte unbekannt'
        : `${atMost ? 'höchstens ' : ''}${count.toLocaleString('de')} ${count === 1 ? 'Kontakt' : 'Kontakte'}`,
    now: 'jetzt',
    noLinks: 'keine',
    linksUnknown: 'lassen sich nicht auflisten',
    andOthers: (count) => (count === 1 ? 'und ein weiterer' : `und ${count.toLocaleString('de')} weitere`),
  },
}
