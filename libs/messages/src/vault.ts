import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const vaultMessages = {
  VAULT_KEY_INVALID: {
    fr: 'La clé de chiffrement de cette installation est incorrecte.',
    en: 'The encryption key of this installation is wrong.',
    hint: { fr: 'Rétablissez le fichier de clés depuis la sauvegarde.', en: 'Restore the key file from the backup.' },
  },
  VAULT_KEYFILE_OPEN: {
    fr: 'D’autres utilisateurs de la machine peuvent lire le fichier de clés {path}.',
    en: 'Other users of the machine can read the key file {path}.',
    hint: { fr: 'Lancez « chmod 600 » sur ce fichier, puis redémarrez.', en: 'Run “chmod 600” on that file, then start again.' },
  },
  VAULT_KEYFILE_UNREADABLE: {
    fr: 'Le fichier de clés {path} ne peut pas être lu ({reason}).',
    en: 'The key file {path} can’t be read ({reason}).',
    hint: { fr: 'Donnez-le au compte sous lequel Maillon tourne, avec les droits 600, puis redémarrez.', en: 'Give it to the account that Maillon runs as, with the rights 600, then start again.' },
  },
  VAULT_KEYFILE_UNWRITABLE: {
    fr: 'Le fichier de clés {path} ne peut pas être écrit ({reason}). Rien n’a été changé.',
    en: 'The key file {path} can’t be written ({reason}). Nothing was changed.',
    hint: { fr: 'Vérifiez la place sur le disque et les droits du dossier, puis recommencez.', en: 'Check the room on the disk and the rights of the folder, then try again.' },
  },
  VAULT_KEY_MISSING: {
    fr: 'La clé {keyId}, avec laquelle cet identifiant a été chiffré, n’est pas sur ce serveur.',
    en: 'The key {keyId}, with which this credential was encrypted, isn’t on this server.',
    hint: { fr: 'Rétablissez le fichier de clés, ou saisissez le secret à nouveau.', en: 'Restore the key file, or enter the secret again.' },
  },
  VAULT_CREDENTIAL_UNREADABLE: {
    fr: 'Cet identifiant ne peut pas être déchiffré.',
    en: 'This credential can’t be decrypted.',
    hint: { fr: 'Saisissez le secret à nouveau.', en: 'Enter the secret again.' },
  },
  VAULT_FIELD_INVALID: { fr: 'Le champ « {field} » ne convient pas.', en: 'The field “{field}” doesn’t fit.' },
  VAULT_SECRET_NEEDED: {
    fr: 'L’adresse a changé : saisissez aussi le secret à nouveau.',
    en: 'The address has changed: enter the secret again too.',
    hint: { fr: 'Un secret gardé n’est jamais envoyé à une nouvelle adresse.', en: 'A kept secret is never sent to a new address.' },
  },
  VAULT_CREDENTIAL_MISSING: {
    fr: 'L’identifiant choisi pour « {slot} » n’existe plus.',
    en: 'The credential chosen for “{slot}” is gone.',
    hint: { fr: 'Choisissez-en un autre dans l’étape.', en: 'Choose another one in the step.' },
  },
  VAULT_CREDENTIAL_NEEDED: {
    fr: 'Aucun identifiant n’est choisi pour « {slot} ».',
    en: 'No credential is chosen for “{slot}”.',
    hint: { fr: 'Choisissez-en un dans l’étape.', en: 'Choose one in the step.' },
  },
  VAULT_TYPE_UNFIT: { fr: 'L’identifiant « {credential} » (type {type}) ne convient pas ici.', en: 'The credential “{credential}” (type {type}) doesn’t fit here.' },
  VAULT_HOST_REFUSED: {
    fr: 'L’identifiant « {credential} » ne peut pas être envoyé à {host}.',
    en: 'The credential “{credential}” can’t be sent to {host}.',
    hint: { fr: 'Il vaut seulement pour : {hosts}. Vérifiez l’adresse de l’étape, ou celle de l’identifiant.', en: 'It is good only for: {hosts}. Check the address of the step, or the one of the credential.' },
  },
  VAULT_SECRET_UNFIT: {
    fr: 'Le secret de « {credential} » contient un caractère qui ne peut pas être envoyé (un retour à la ligne, par exemple).',
    en: 'The secret of “{credential}” holds a character that can’t be sent (a line break, for example).',
    hint: { fr: 'Saisissez-le à nouveau sans espace ni retour à la ligne.', en: 'Enter it again without blanks or line breaks.' },
  },
  VAULT_LOGIN_REFUSED: {
    fr: 'Le service refuse la connexion avec « {credential} » (réponse {status}).',
    en: 'The service refuses the login with “{credential}” (answer {status}).',
    hint: { fr: 'Vérifiez l’utilisateur et le mot de passe, ou le client et son secret.', en: 'Check the user and the password, or the client and its secret.' },
  },
  VAULT_LOGIN_FAILED: { fr: 'La connexion avec « {credential} » a échoué : le service répond {status}.', en: 'The login with “{credential}” failed: the service answers {status}.' },
  VAULT_LOGIN_UNREADABLE: {
    fr: 'La réponse à la connexion avec « {credential} » n’a pas de jeton dans le champ « {field} ».',
    en: 'The answer to the login with “{credential}” has no token in the field “{field}”.',
    hint: { fr: 'Vérifiez le chemin de connexion et le champ du jeton dans l’identifiant.', en: 'Check the login path and the token field of the credential.' },
  },
  VAULT_CONSENT_MISSING: {
    fr: 'Personne n’a encore donné son accord pour « {credential} ».',
    en: 'Nobody has agreed to “{credential}” yet.',
    hint: { fr: 'Ouvrez « Identifiants » et appuyez sur « Connecter ».', en: 'Open “Credentials” and press “Connect”.' },
  },
  VAULT_CONSENT_ENDED: {
    fr: 'Le service n’accepte plus l’accord donné pour « {credential} » : il a été retiré ou a expiré.',
    en: 'The service no longer accepts the consent for “{credential}”: it was withdrawn or has run out.',
    hint: { fr: 'Ouvrez « Identifiants » et appuyez sur « Reconnecter ».', en: 'Open “Credentials” and press “Reconnect”.' },
  },
  VAULT_KEY_UNREADABLE: {
    fr: 'La clé de « {credential} » n’est pas une clé de compte de service.',
    en: 'The key of “{credential}” isn’t the key of a service account.',
    hint: { fr: 'Collez à nouveau le contenu entier du fichier .json.', en: 'Paste the whole contents of the .json file again.' },
  },
  VAULT_CERTIFICATE_UNREADABLE: {
    fr: 'Le certificat de « {credential} » et sa clé ne vont pas ensemble, ou l’un des deux est illisible.',
    en: 'The certificate of “{credential}” and its key don’t belong together, or one of them can’t be read.',
    hint: { fr: 'Collez à nouveau les deux contenus PEM, et le mot de passe de la clé s’il y en a un.', en: 'Paste both PEM contents again, and the password of the key where it has one.' },
  },
} as const satisfies MessageMap
