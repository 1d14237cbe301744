import type { IDENTITY_ERRORS } from '../../error-catalogue/identity.ts'
import type { SentencesOf } from '../error-words.ts'

export const FRENCH_IDENTITY: SentencesOf<typeof IDENTITY_ERRORS> = {
  invalid_credentials: [
    'L’adresse e-mail ou le mot de passe est incorrect.',
    'Réessayez, ou réinitialisez votre mot de passe.',
  ],
  incorrect_password: ['Le mot de passe actuel est incorrect.', 'Réessayez.'],
  password_too_weak: [
    'Ce mot de passe est facile à deviner : {problem}.',
    'Choisissez-en un autre, par exemple quatre mots ou plus sans lien entre eux.',
  ],
  invalid_verification_code: [
    'Le code est incorrect ou a expiré.',
    'Saisissez le code actuel de votre application d’authentification.',
  ],
  passkey_verification_failed: [
    'La clé d’accès n’a pas pu être vérifiée.',
    'Réessayez, ou connectez-vous avec votre mot de passe.',
  ],
  reauthentication_required: [
    'Cette action exige une connexion récente.',
    'Reconnectez-vous, puis réessayez.',
  ],
  too_many_attempts: ['Trop de codes incorrects ont été saisis.', 'Attendez 15 minutes, puis réessayez.'],
  setup_completed: [
    'Letterlock est déjà configuré.',
    'Connectez-vous, ou demandez une invitation à un propriétaire.',
  ],
  setup_link_invalid: [
    'Ce lien de configuration n’est plus valable.',
    'Utilisez le lien que le serveur a affiché à son dernier démarrage.',
  ],
  password_reset_link_expired: [
    'Ce lien a expiré ou a déjà été utilisé.',
    'Demandez-en un nouveau sur la page de connexion.',
  ],
  user_exists: [
    'Un utilisateur avec cette adresse e-mail existe déjà.',
    'Connectez-vous, puis ouvrez à nouveau l’invitation.',
  ],
  member_exists: [
    'Cet utilisateur est déjà membre de l’espace de travail.',
    'Changez son rôle sur la page Membres.',
  ],
  member_not_found: ['L’espace de travail n’a pas ce membre.', 'Vérifiez sur la page Membres.'],
  owner_required: [
    'Un espace de travail a besoin d’au moins un propriétaire.',
    'Nommez d’abord un autre membre propriétaire.',
  ],
  invitation_not_found: [
    'Cette invitation n’existe pas ou a été révoquée.',
    'Demandez une nouvelle invitation.',
  ],
  invitation_expired: [
    'Cette invitation a expiré ou a déjà été acceptée.',
    'Demandez une nouvelle invitation.',
  ],
  invitation_email_mismatch: [
    'Cette invitation est pour {email}, mais vous êtes connecté avec une autre adresse.',
    'Déconnectez-vous, puis ouvrez à nouveau l’invitation.',
  ],
  invitation_email_needed: [
    'Cette invitation doit être ouverte depuis l’e-mail envoyé à {email}.',
    'Ouvrez le lien de cet e-mail, ou demandez qu’il soit renvoyé.',
  ],
  secret_key_not_found: [
    'L’espace de travail n’a pas cette clé secrète.',
    'Vérifiez sur la page Clés secrètes.',
  ],
  assistant_not_found: ['Vous n’avez pas autorisé cet assistant.', 'Vérifiez sur la page Mes assistants.'],
  consent_request_not_found: [
    'Cette demande a expiré ou a commencé dans un autre navigateur.',
    'Retournez à l’assistant et recommencez.',
  ],
  consent_request_used: [
    'Cette demande a déjà reçu une réponse. La première compte.',
    'Pour la changer, recommencez depuis l’assistant.',
  ],
}
