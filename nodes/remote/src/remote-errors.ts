/** What goes wrong on another machine, each with its sentence. Adapters translate their libraries' errors into these. */
import { fatalError, retryableError, userError, type MaillonError } from '@maillon/node-sdk'

export function unreachable(host: string, details: string): MaillonError {
  return retryableError({
    code: 'REMOTE_SERVER_UNREACHABLE',
    text: { fr: `Le serveur ${host} ne répond pas.`, en: `The server ${host} does not answer.` },
    hint: { fr: 'Réessayez plus tard ; si cela dure, vérifiez le serveur et le port de l’identifiant.', en: 'Try again later; if it lasts, check server and port of the credential.' },
    details,
  })
}

export function busy(host: string, details: string): MaillonError {
  return retryableError({
    code: 'REMOTE_SERVER_BUSY',
    text: { fr: `Le serveur ${host} demande d’attendre.`, en: `The server ${host} asks to wait.` },
    hint: { fr: 'Réessayez plus tard.', en: 'Try again later.' },
    details,
  })
}

export function connectionLost(host: string, details: string): MaillonError {
  return retryableError({
    code: 'REMOTE_CONNECTION_LOST',
    text: { fr: `La connexion avec ${host} s’est coupée.`, en: `The connection with ${host} was lost.` },
    hint: { fr: 'Réessayez plus tard : rien d’incomplet n’a été gardé.', en: 'Try again later: nothing incomplete was kept.' },
    details,
  })
}

export function loginRefused(host: string, details: string): MaillonError {
  return userError({
    code: 'REMOTE_LOGIN_REFUSED',
    text: { fr: `Le serveur ${host} refuse le nom d’utilisateur, le mot de passe ou la clé.`, en: `The server ${host} refuses the user name, the password or the key.` },
    hint: { fr: 'Corrigez l’identifiant.', en: 'Correct the credential.' },
    details,
  })
}

export function accountMissing(text: { readonly fr: string; readonly en: string }): MaillonError {
  return userError({ code: 'REMOTE_ACCOUNT_MISSING', text, hint: { fr: 'Choisissez ou complétez l’identifiant de l’étape.', en: 'Choose or complete the credential of the step.' } })
}

export function keyUnreadable(details: string): MaillonError {
  return userError({
    code: 'REMOTE_KEY_UNREADABLE',
    text: { fr: 'La clé privée de l’identifiant ne peut pas être lue.', en: 'The private key of the credential cannot be read.' },
    hint: { fr: 'Collez tout le texte de la clé, du premier au dernier tiret, et vérifiez sa phrase.', en: 'Paste the whole text of the key, from the first dash to the last, and check its passphrase.' },
    details,
  })
}

/** `presented`: what the server shows, for the person to compare. */
export function hostKeyUnknown(host: string, presented: string): MaillonError {
  return userError({
    code: 'REMOTE_HOST_KEY_UNKNOWN',
    text: { fr: `L’identifiant ne dit pas à quoi on reconnaît le serveur ${host}. Il présente l’empreinte ${presented}.`, en: `The credential does not say how to recognise the server ${host}. It presents the fingerprint ${presented}.` },
    hint: {
      fr: 'Comparez-la avec celle que vous donne son administrateur ; si c’est la même, mettez-la dans l’identifiant.',
      en: 'Compare it with the one that its administrator gives you; where they are the same, put it into the credential.',
    },
  })
}

export function hostKeyChanged(host: string, presented: string): MaillonError {
  return userError({
    code: 'REMOTE_HOST_KEY_CHANGED',
    text: { fr: `Ce n’est pas le serveur attendu : ${host} présente l’empreinte ${presented}.`, en: `This is not the server expected: ${host} presents the fingerprint ${presented}.` },
    hint: {
      fr: 'Rien ne lui a été envoyé. Demandez à son administrateur si sa clé a changé, avant de corriger l’identifiant.',
      en: 'Nothing was sent to it. Ask its administrator whether its key has changed before you correct the credential.',
    },
  })
}

/** `presented`: SHA-256 of its certificate; null where it is not known. */
export function certificateRefused(host: string, presented: string | null, details: string): MaillonError {
  const shown = presented === null ? { fr: '', en: '' } : { fr: ` Son empreinte est ${presented}.`, en: ` Its fingerprint is ${presented}.` }
  return userError({
    code: 'REMOTE_CERTIFICATE_REFUSED',
    text: { fr: `Le certificat du serveur ${host} n’est pas reconnu.${shown.fr}`, en: `The certificate of the server ${host} is not recognised.${shown.en}` },
    hint: {
      fr: 'Si le serveur a fait son certificat lui-même, comparez l’empreinte avec celle que donne son administrateur, et mettez-la dans l’identifiant.',
      en: 'Where the server made its certificate itself, compare the fingerprint with the one that its administrator gives, and put it into the credential.',
    },
    details,
  })
}

export function encryptionMissing(host: string, details: string): MaillonError {
  return userError({
    code: 'REMOTE_ENCRYPTION_MISSING',
    text: { fr: `Le serveur ${host} ne fait pas le chiffrement demandé.`, en: `The server ${host} does not do the encryption asked for.` },
    hint: { fr: 'Dans l’identifiant, essayez l’autre sorte de FTPS (explicite sur le port 21, implicite sur le port 990).', en: 'In the credential, try the other kind of FTPS (explicit on port 21, implicit on port 990).' },
    details,
  })
}

export function fileMissing(path: string): MaillonError {
  return userError({
    code: 'REMOTE_FILE_MISSING',
    text: { fr: `Il n’y a pas de fichier « ${path} » sur le serveur.`, en: `There is no file “${path}” on the server.` },
    hint: { fr: 'Vérifiez le chemin, majuscules comprises.', en: 'Check the path, upper and lower case included.' },
  })
}

export function folderMissing(path: string): MaillonError {
  return userError({
    code: 'REMOTE_FOLDER_MISSING',
    text: { fr: `Il n’y a pas de dossier « ${path} » sur le serveur.`, en: `There is no folder “${path}” on the server.` },
    hint: { fr: 'Vérifiez le chemin, majuscules comprises.', en: 'Check the path, upper and lower case included.' },
    field: '/folder',
  })
}

export function accessDenied(path: string, details: string): MaillonError {
  return userError({
    code: 'REMOTE_ACCESS_DENIED',
    text: { fr: `Le serveur ne permet pas cette opération sur « ${path} ».`, en: `The server does not allow this operation on “${path}”.` },
    hint: { fr: 'Demandez ce droit à son administrateur, ou choisissez un autre dossier.', en: 'Ask its administrator for this right, or choose another folder.' },
    details,
  })
}

export function incomplete(path: string, details: string): MaillonError {
  return retryableError({
    code: 'REMOTE_TRANSFER_INCOMPLETE',
    text: { fr: `Le fichier « ${path} » n’est pas arrivé en entier, ou a changé pendant le transfert ; il n’a pas été gardé.`, en: `The file “${path}” did not arrive whole, or changed during the transfer; it was not kept.` },
    hint: { fr: 'Réessayez plus tard : quelqu’un est peut-être en train de l’écrire.', en: 'Try again later: somebody may be writing it just now.' },
    details,
  })
}

export function noSpace(host: string, details: string): MaillonError {
  return fatalError({
    code: 'REMOTE_SPACE_MISSING',
    text: { fr: `Il n’y a plus assez de place sur ${host}.`, en: `There is not enough space left on ${host}.` },
    hint: { fr: 'Faites de la place, ou demandez-en à son administrateur.', en: 'Make room, or ask its administrator for some.' },
    details,
  })
}

/** A listing has to be held before any of it can be told apart. */
export function folderTooLarge(folder: string, details: string): MaillonError {
  return userError({
    code: 'REMOTE_FOLDER_TOO_LARGE',
    text: { fr: `Le dossier « ${folder} » contient trop de fichiers pour être listé.`, en: `The folder “${folder}” holds too many files to be listed.` },
    hint: { fr: 'Rangez les anciens dans des sous-dossiers, ou déplacez ceux qui sont traités.', en: 'Put the old ones into folders below, or move those that are done.' },
    field: '/folder',
    details,
  })
}

export function notUnderstood(host: string, details: string): MaillonError {
  return fatalError({
    code: 'REMOTE_ANSWER_BROKEN',
    text: { fr: `La réponse du serveur ${host} n’a pas de sens.`, en: `The answer of the server ${host} makes no sense.` },
    hint: { fr: 'Vérifiez le serveur et le port de l’identifiant ; les détails donnent sa réponse.', en: 'Check server and port of the credential; the details give its answer.' },
    details,
  })
}

export function clockWrong(host: string, details: string): MaillonError {
  return userError({
    code: 'REMOTE_CLOCK_WRONG',
    text: { fr: `Le serveur ${host} refuse la demande : son heure n’est pas celle de cette machine.`, en: `The server ${host} refuses the request: its time is not that of this machine.` },
    hint: { fr: 'Un administrateur doit remettre cette machine à l’heure (par exemple par NTP).', en: 'An administrator has to set the clock of this machine right (by NTP, for example).' },
    details,
  })
}

export function refused(host: string, details: string): MaillonError {
  return fatalError({
    code: 'REMOTE_COMMAND_REFUSED',
    text: { fr: `Le serveur ${host} refuse cette opération.`, en: `The server ${host} refuses this operation.` },
    hint: { fr: 'Sa réponse, dans les détails, dit pourquoi.', en: 'Its answer, in the details, says why.' },
    details,
  })
}
