import type { IDENTITY_ERRORS } from '../../error-catalogue/identity.ts'
import type { SentencesOf } from '../error-words.ts'

export const ITALIAN_IDENTITY: SentencesOf<typeof IDENTITY_ERRORS> = {
  invalid_credentials: [
    'L’indirizzo email o la password non è corretta.',
    'Riprova, oppure reimposta la password.',
  ],
  incorrect_password: ['La password attuale non è corretta.', 'Riprova.'],
  password_too_weak: [
    'Questa password è facile da indovinare: {problem}.',
    'Scegline un’altra, per esempio quattro o più parole senza legame tra loro.',
  ],
  invalid_verification_code: [
    'Il codice non è corretto o è scaduto.',
    'Inserisci il codice attuale della tua app di autenticazione.',
  ],
  passkey_verification_failed: [
    'Non è stato possibile verificare la passkey.',
    'Riprova, oppure accedi con la password.',
  ],
  reauthentication_required: [
    'Per questa operazione serve un accesso recente.',
    'Accedi di nuovo, poi riprova.',
  ],
  too_many_attempts: ['Sono stati inseriti troppi codici errati.', 'Attendi 15 minuti, poi riprova.'],
  setup_completed: ['Letterlock è già configurato.', 'Accedi, oppure chiedi un invito a un proprietario.'],
  setup_link_invalid: [
    'Questo link di configurazione non è più valido.',
    'Usa il link che il server ha mostrato all’ultimo avvio.',
  ],
  password_reset_link_expired: [
    'Questo link è scaduto o è già stato usato.',
    'Richiedine uno nuovo nella pagina di accesso.',
  ],
  user_exists: ['Esiste già un utente con questo indirizzo email.', 'Accedi, poi apri di nuovo l’invito.'],
  member_exists: ['Questo utente è già membro del workspace.', 'Cambia il suo ruolo nella pagina Membri.'],
  member_not_found: ['Il workspace non ha questo membro.', 'Controlla nella pagina Membri.'],
  owner_required: [
    'Un workspace ha bisogno di almeno un proprietario.',
    'Rendi prima proprietario un altro membro.',
  ],
  invitation_not_found: ['Questo invito non esiste o è stato revocato.', 'Chiedi un nuovo invito.'],
  invitation_expired: ['Questo invito è scaduto o è già stato accettato.', 'Chiedi un nuovo invito.'],
  invitation_email_mismatch: [
    'Questo invito è per {email}, ma hai eseguito l’accesso con un altro indirizzo.',
    'Esci, poi apri di nuovo l’invito.',
  ],
  invitation_email_needed: [
    'Questo invito va aperto dall’email inviata a {email}.',
    'Apri il link in quella email, oppure chiedi di inviarla di nuovo.',
  ],
  secret_key_not_found: [
    'Il workspace non ha questa chiave segreta.',
    'Controlla nella pagina Chiavi segrete.',
  ],
  assistant_not_found: [
    'Non hai autorizzato questo assistente.',
    'Controlla nella pagina I miei assistenti.',
  ],
  consent_request_not_found: [
    'Questa richiesta è scaduta o è iniziata in un altro browser.',
    'Torna all’assistente e ricomincia.',
  ],
  consent_request_used: [
    'A questa richiesta è già stata data una risposta. Vale la prima.',
    'Per cambiarla, ricomincia dall’assistente.',
  ],
}
