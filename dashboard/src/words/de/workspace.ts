import type { WorkspaceWords } from '../words.ts'

export const workspaceTexts: WorkspaceWords = {
  oauthApps: {
    title: 'OAuth-Apps',
    lead: 'Legen Sie bei jedem Anbieter einmal eine OAuth-App an und tragen Sie Client-ID und Secret hier ein.',
    ready: 'Bereit',
    notRegistered: 'Nicht eingetragen',
    none: 'Keine OAuth-App. Es können keine Konten verbunden werden.',
    add: 'OAuth-App eintragen',
    addAnother: 'Weitere OAuth-App eintragen',
    openPortal: 'Öffnen Sie',
    developerPortal: (provider) => `das Entwicklerportal von ${provider}`,
    enterBoth: 'Tragen Sie beides unten ein.',
    clientId: 'Client-ID',
    clientSecret: 'Client-Secret',
    encrypted: 'Das Secret wird verschlüsselt und nie wieder angezeigt.',
    save: 'Speichern',
    currentSecret: 'Aktuelles Secret, hinzugefügt',
    previousSecret: 'Voriges Secret, gilt noch, hinzugefügt',
    removeSecret: 'Entfernen',
    removeTitle: 'Dieses Client-Secret entfernen?',
    removeText: (provider) =>
      `Es wird nicht mehr versucht. Wenn ${provider} es noch erwartet, können Tokens nicht mehr erneuert werden.`,
    rotate: 'Client-Secret wechseln',
    rotateText: 'Das neue Secret wird sofort verwendet. Das alte bleibt als Reserve, bis Sie es entfernen.',
    newSecret: 'Neues Client-Secret',
    addSecret: 'Secret hinzufügen',
  },
  secretKeys: {
    title: 'Geheimschlüssel',
    lead: 'Mit Geheimschlüsseln rufen Anwendungen die API auf. Erstellen Sie je Anwendung einen, nur mit den nötigen Scopes.',
    none: 'Noch keine Geheimschlüssel',
    name: 'Name',
    scopes: 'Scopes',
    allScopes: 'Alle Scopes',
    presets: { application: 'Anwendung', read: 'Nur lesen', full: 'Voller Zugriff', custom: 'Eigene' },
    fullAccess: 'Alles, was Admins können, und Mitglieder verwalten.',
    create: 'Geheimschlüssel erstellen',
    copyNow: 'Kopieren Sie diesen Schlüssel jetzt. Er wird nicht noch einmal angezeigt.',
    created: 'Erstellt',
    neverUsed: 'Nie verwendet',
    lastUsed: 'Zuletzt verwendet',
    revoked: 'Widerrufen',
    revoke: 'Widerrufen',
    revokeTitle: (name) => `„${name}“ widerrufen?`,
    revokeText:
      'Anwendungen, die ihn verwenden, funktionieren sofort nicht mehr. Das lässt sich nicht rückgängig machen.',
    groups: {
      connecting: 'Konten verbinden',
      calling: 'Tokens und Aufrufe',
      data: 'Daten des E-Mail-Marketings',
      workspace: 'Workspace',
    },
    scopeNames: {
      'oauth_apps:read': 'OAuth-Apps ansehen',
      'oauth_apps:write': 'OAuth-Apps verwalten',
      'connect_sessions:read': 'Connect-Sitzungen ansehen',
      'connect_sessions:write': 'Endnutzer Konten verbinden lassen',
      'connections:read': 'Verbindungen ansehen',
      'connections:write': 'Verbindungen verwalten',
      'end_users:read': 'Endnutzer exportieren',
      'end_users:write': 'Endnutzer löschen',
      'tokens:read': 'Access-Tokens lesen',
      'proxy:use': 'APIs der Anbieter aufrufen',
      'calls:read': 'Aufrufe ansehen',
      'audiences:read': 'Zielgruppen und Kontakte ansehen',
      'campaigns:read': 'Kampagnen und Vorlagen ansehen',
      'reports:read': 'Berichte ansehen',
      'audiences:write': 'Kontakte hinzufügen, ändern und abmelden',
      'campaigns:write': 'Entwürfe anlegen und bearbeiten',
      'campaigns:send': 'Kampagnen versenden',
      'events:read': 'Aktivität ansehen',
      'secret_keys:read': 'Geheimschlüssel ansehen',
      'secret_keys:write': 'Geheimschlüssel verwalten',
      'members:read': 'Mitglieder ansehen',
      'members:write': 'Mitglieder verwalten',
      'webhooks:read': 'Webhook-Endpunkte ansehen',
      'webhooks:write': 'Webhook-Endpunkte verwalten',
      'workspace:write': 'Einstellungen verwalten',
    },
  },
  activity: {
    title: 'Aktivität',
    empty: 'Noch keine Aktivität',
    emptyFilter: 'Keine passenden Ereignisse',
    search: 'Text, Konto, Person oder Schlüssel',
    type: 'Art',
    types: {
      '': 'Alle Arten',
      connection: 'Verbindungen',
      oauth_app: 'OAuth-Apps',
      assistant: 'Assistenten',
      campaign: 'Kampagnen',
      contact: 'Kontakte',
      secret_key: 'Geheimschlüssel',
      invitation: 'Einladungen',
      member: 'Mitglieder',
      token: 'Access-Tokens',
      call: 'Aufrufe',
      webhook_endpoint: 'Webhooks',
      segment: 'Segmente',
      automation: 'Automationen',
      end_user: 'Endnutzer',
      workspace: 'Workspace',
    },
    since: 'Von',
    until: 'Bis',
    by: (name) => `durch ${name}`,
    bySecretKey: (name) => `durch den Geheimschlüssel „${name}“`,
    automatically: 'automatisch',
    byDeleted: 'durch einen gelöschten Nutzer oder Schlüssel',
    all: 'Gesamte Aktivität',
    more: 'Mehr anzeigen',
  },
  server: {
    lead: 'Der Server, auf dem Letterlock läuft, für alle Workspaces. Wer ihn betreibt, ändert, was hier eingestellt ist.',
    well: 'Nichts braucht Ihre Aufmerksamkeit.',
    running: 'Betrieb',
    simulated: 'Sandbox: Aufrufe gehen an simulierte Anbieter',
    database: 'Datenbank',
    notShared: 'für einen Server',
    shared: 'mehrere Server können sie gemeinsam nutzen',
    deliveries: 'Webhook-Zustellungen',
    noneWaiting: 'Kein Ereignis wartet',
    waiting: (count) =>
      count === 1
        ? '1 Ereignis wurde noch nicht angenommen'
        : `${count.toLocaleString('de')} Ereignisse wurden noch nicht angenommen`,
    warnings: {
      real_data: {
        detail: () =>
          'Die Datenbank hat OAuth-Apps oder Konten echter Anbieter, und die Sandbox kennt sie nicht.',
        nextStep: () =>
          'Starten Sie ohne --sandbox und LETTERLOCK_SANDBOX_URL, oder verwenden Sie ein anderes Datenverzeichnis (LETTERLOCK_DATA_DIR) oder eine andere Datenbank.',
      },
      sandbox_data: {
        detail: ({ ids }) =>
          `Die Datenbank hat OAuth-Apps oder Konten aus der Sandbox (${ids}), und dieser Server ruft die echten Anbieter auf, die sie nicht kennen.`,
        nextStep: ({ first, second }) =>
          `Halten Sie ihn an. Für die Sandbox: ${first}. Für echte Konten verwenden Sie ein anderes Datenverzeichnis: ${second}`,
      },
      mixed_data: {
        detail: ({ ids }) =>
          `Die Datenbank hat OAuth-Apps oder Konten aus der Sandbox (${ids}), und dieser Server ruft die echten Anbieter auf, die sie nicht kennen.`,
        nextStep: ({ first, second }) => `Löschen Sie die der Sandbox: ${first}, dann ${second}.`,
      },
      encryption_keys_not_taken: {
        detail: () =>
          'Die geänderten Verschlüsselungsschlüssel werden nicht übernommen, die bisherigen gelten weiter. Das Protokoll des Servers sagt, warum.',
        nextStep: ({ ids }) =>
          `Berichtigen Sie sie. Der Schlüssel ${ids} muss dabei bleiben, bis alles mit einem anderen verschlüsselt ist.`,
      },
      encryption_key_missing: {
        detail: ({ ids }) =>
          `Diesem Server fehlt der Verschlüsselungsschlüssel ${ids}: Was damit verschlüsselt ist, kann er nicht lesen. Erneuerungen und Aufträge, die ihn brauchen, überlässt er Servern, die ihn haben.`,
        nextStep: () =>
          'Fügen Sie ihn den Schlüsseln dieses Servers hinzu, und starten Sie ihn neu, falls sie nicht in einer Datei stehen.',
      },
      unchecked_contacts: {
        detail: ({ count, ids, problem }) =>
          `Ob ${count === 1 ? '1 Kontakt' : `${count.toLocaleString('de')} Kontakte`} von ${ids} vor dem Hinzufügen abgemeldet war${count === 1 ? '' : 'en'}, lässt sich nicht prüfen (${problem}): Vielleicht wurde jemand gegen seinen Willen angemeldet.`,
        nextStep: ({ first }) =>
          `Es wird mindestens stündlich wieder versucht. Verbinden Sie das Konto neu, wenn es getrennt ist: ${first}. Wenn Sie die Verbindung löschen, enden die Versuche.`,
      },
    },
    retention: 'Aufbewahrung',
    retentionLead:
      'Wie lange der Server die einzelnen Einträge aufbewahrt. Ältere werden innerhalb einer Stunde gelöscht.',
    days: (count) => (count === 1 ? '1 Tag' : `${count.toLocaleString('de')} Tage`),
    daysOrCalls: (days, calls) =>
      `${days === 1 ? '1 Tag' : `${days} Tage`}, höchstens ${calls.toLocaleString('de')} Aufrufe`,
    retentionChange: 'Gilt für alle Workspaces. Wer den Server betreibt, ändert diese Einstellungen:',
    encryptionKeys: 'Verschlüsselung',
    keysLead:
      'Zugangsdaten, Client-Secrets und Signatur-Secrets sind mit dem neuesten Schlüssel verschlüsselt.',
    current: 'Alles verwendet den neuesten Schlüssel',
    outdated: (count) =>
      count === 1
        ? '1 Wert verwendet einen älteren Schlüssel'
        : `${count.toLocaleString('de')} Werte verwenden einen älteren Schlüssel`,
    keys: 'Schlüssel',
    newest: 'neuester',
    stored: 'Gespeichert',
    wrapped: 'Von einem Schlüsseldienst verschlüsselt',
    plain: 'Wie sie sind, in einer Datei oder Einstellung',
    changed: 'Letzte Änderung',
    inSetting: 'Unbekannt: Die Schlüssel stehen in einer Einstellung',
    version: 'Version des Servers',
    rotate:
      'Dieser Befehl wechselt die Schlüssel, während der Server läuft. Führen Sie ihn auf dem Rechner des Servers aus:',
    rotateNow: (count) =>
      `Dieser Befehl verschlüsselt die übrigen ${count} mit dem neuesten Schlüssel. Führen Sie ihn auf dem Rechner des Servers aus:`,
  },
  settings: {
    title: 'Einstellungen',
    branding: 'Erscheinungsbild',
    brandingLead: 'Das sehen Endnutzer auf der Connect-Seite.',
    name: 'Name des Workspace',
    color: 'Farbe der Schaltflächen',
    logo: 'Logo',
    currentLogo: 'Aktuelles Logo',
    chooseLogo: 'Bild auswählen',
    removeLogo: 'Logo entfernen',
    contrast: (text, ratio) => `${text}, Kontrast ${ratio} : 1`,
    whiteText: 'Weiße Schrift',
    blackText: 'Schwarze Schrift',
    preview: 'Vorschau',
    previewTitle: (name) => `${name} möchte auf Ihr Konto zugreifen`,
    previewButton: 'Weiter',
    invalidImage: 'Laden Sie ein PNG oder JPEG hoch.',
    save: 'Speichern',
    saved: 'Einstellungen gespeichert',
    allowedReturnUrls: 'Erlaubte Rückkehr-URLs',
    returnUrlsLead:
      'Dort empfängt Ihre Anwendung Endnutzer, nachdem sie verbunden haben. Jede URL wird genau verglichen, ohne ihre Query. Loopback-URLs sind immer erlaubt.',
    url: 'URL',
    addUrl: 'URL hinzufügen',
    removeUrl: 'Entfernen',
    newWorkspaceLead:
      'Er hat eigene OAuth-Apps, Verbindungen, Geheimschlüssel und Mitglieder und teilt nichts mit anderen.',
    newWorkspaceName: 'Name des neuen Workspace',
    create: 'Workspace anlegen',
  },
}
