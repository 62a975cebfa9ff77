import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const hostMessages = {
  NODE_PORT_UNKNOWN: { fr: 'Cette étape a donné une ligne à une sortie qu’elle n’a pas (« {port} »).', en: 'This step gave a row to an output that it doesn’t have (“{port}”).' },
  NODE_SLOT_UNKNOWN: { fr: 'Cette étape a demandé un identifiant qu’elle ne déclare pas (« {slot} »).', en: 'This step asked for a credential that it doesn’t declare (“{slot}”).' },
  NODE_TYPE_MISSING: {
    fr: 'Le type d’étape « {type} » (version {version}) n’est pas installé sur ce serveur.',
    en: 'The step type “{type}” (version {version}) isn’t installed on this server.',
    hint: { fr: 'Demandez à l’administrateur d’installer le paquet, ou remplacez l’étape.', en: 'Ask the administrator to install its package, or replace the step.' },
  },
  NODE_TYPE_TAKEN: {
    fr: 'Le paquet « {package} » donne le type « {type} », que le paquet « {first} » donne déjà ; il est ignoré.',
    en: 'The package “{package}” gives the type “{type}”, which the package “{first}” gives already; it is left out.',
  },
  NODE_PACKAGE_BROKEN: { fr: 'Le paquet d’étapes « {package} » n’a pas pu être chargé.', en: 'The step package “{package}” couldn’t be loaded.' },
  NODE_PACKAGE_EMPTY: { fr: 'Le paquet « {package} » ne contient aucune étape.', en: 'The package “{package}” holds no step.' },
  NODE_WAIT_INVALID: { fr: 'Cette étape a demandé une attente impossible (durée, date ou texte hors limites).', en: 'This step asked for an impossible wait (duration, date or text out of bounds).' },
  NODE_WAIT_ENDLESS: { fr: 'Cette étape attend encore et encore sans jamais aboutir ({waits:number} attentes).', en: 'This step waits again and again and never comes to an end ({waits:number} waits).' },
  NODE_ANSWERS_UNAVAILABLE: {
    fr: 'Cette étape attend une réponse de l’extérieur, et rien ne peut la recevoir ici.',
    en: 'This step waits for an answer from outside, and nothing can receive it here.',
    hint: { fr: 'Exécutez le flux sur le serveur ; en ligne de commande, seule une simulation est possible.', en: 'Run the flow on the server; on the command line only a dry run is possible.' },
  },
  NODE_RUN_ABORTED: { fr: 'Cette étape a été interrompue.', en: 'This step was broken off.' },
  NODE_MEMORY_EXHAUSTED: {
    fr: 'Pas assez de mémoire à cette étape ({limit} Mio).',
    en: 'Not enough memory at this step ({limit} MiB).',
    hint: { fr: 'Partagez le fichier en plusieurs, ou demandez à l’administrateur d’augmenter la limite.', en: 'Split the file into several, or ask the administrator to raise the limit.' },
  },
  NODE_OUTPUT_TOO_LARGE: {
    fr: 'Cette étape a donné plus de {limit:number} Mio de données ; elle a été arrêtée.',
    en: 'This step gave more than {limit:number} MiB of data; it was stopped.',
    hint: { fr: 'Vérifiez qu’elle ne répète pas les mêmes lignes sans fin ; l’administrateur peut augmenter la limite (MAILLON_STEP_DATA_MB).', en: 'Check that it doesn’t repeat the same rows without end; the administrator can raise the limit (MAILLON_STEP_DATA_MB).' },
  },
  NODE_THREAD_LOST: {
    fr: 'Le programme de cette étape s’est arrêté sans prévenir.',
    en: 'The program of this step ended without warning.',
  },
  NODE_REFERENCE_TOO_LARGE: {
    fr: 'Une expression demande toutes les lignes de l’étape « {node} » : {rows:number}, pour {maxRows:number} au plus.',
    en: 'An expression asks for all rows of the step “{node}”: {rows:number}, with {maxRows:number} at most.',
    hint: { fr: 'Utilisez une étape « Joindre » ou « Agréger » à la place.', en: 'Use a “Join” or “Aggregate” step instead.' },
  },
  FILE_CHOSEN_MISSING: {
    fr: 'Le fichier « {name} » n’existe plus.',
    en: 'The file “{name}” is gone.',
    hint: { fr: 'Choisissez ou envoyez le fichier à nouveau.', en: 'Choose the file again, or upload it again.' },
  },
  FOLDER_ROOT_UNKNOWN: {
    fr: 'Aucun dossier « {root} » n’est ouvert aux flux sur ce serveur.',
    en: 'No folder “{root}” is opened to flows on this server.',
    hint: { fr: 'Un administrateur ouvre un dossier en l’ajoutant à MAILLON_FOLDERS, puis en redémarrant le serveur.', en: 'An administrator opens a folder by adding it to MAILLON_FOLDERS and restarting the server.' },
  },
  FOLDER_ROOT_READONLY: {
    fr: 'Le dossier « {root} » est ouvert en lecture seule.',
    en: 'The folder “{root}” is opened for reading only.',
    hint: { fr: 'Un administrateur permet d’y écrire par « :rw » dans MAILLON_FOLDERS.', en: 'An administrator allows writing by “:rw” in MAILLON_FOLDERS.' },
  },
  FOLDER_ROOT_MISSING: {
    fr: 'Le dossier « {root} » n’est pas accessible sur ce serveur en ce moment.',
    en: 'The folder “{root}” can’t be reached on this server at the moment.',
    hint: { fr: 'Si c’est un partage du réseau, vérifiez qu’il est monté ; réessayez ensuite.', en: 'Where it is a share of the network, check that it is mounted; then try again.' },
  },
  FOLDER_PATH_REFUSED: {
    fr: '« {path} » n’est pas un chemin permis dans le dossier « {root} ».',
    en: '“{path}” is not an allowed path in the folder “{root}”.',
    hint: { fr: 'Un chemin reste dans son dossier : sans « .. », sans lien, sans « / » au début.', en: 'A path stays in its folder: without “..”, without links, without “/” at its beginning.' },
  },
  FOLDER_FILE_MISSING: {
    fr: 'Le dossier « {root} » ne contient pas « {path} ».',
    en: 'The folder “{root}” holds no “{path}”.',
    hint: { fr: 'Vérifiez le chemin, majuscules comprises.', en: 'Check the path, capital letters included.' },
  },
  FOLDER_FILE_EXISTS: {
    fr: 'Le dossier « {root} » contient déjà « {path} ».',
    en: 'The folder “{root}” holds “{path}” already.',
    hint: { fr: 'Choisissez de le remplacer ou de garder les deux.', en: 'Choose to replace it or to keep both.' },
  },
  FOLDER_ACCESS_DENIED: {
    fr: 'Le système refuse l’accès à « {path} » dans le dossier « {root} ».',
    en: 'The system denies access to “{path}” in the folder “{root}”.',
    hint: { fr: 'Vérifiez les droits du compte sous lequel tourne le serveur.', en: 'Check the rights of the account that the server runs under.' },
  },
  FOLDER_DISK_FULL: {
    fr: 'Le disque du dossier « {root} » est plein.',
    en: 'The disk of the folder “{root}” is full.',
    hint: { fr: 'Un administrateur doit y faire de la place ; rien d’incomplet n’y a été laissé.', en: 'An administrator has to make room on it; nothing incomplete was left there.' },
  },
  EGRESS_ADDRESS_REFUSED: {
    fr: 'L’adresse {host}:{port} est interne au réseau : par sécurité, ce serveur ne l’appelle pas.',
    en: 'The address {host}:{port} is inside the network: to be safe, this server doesn’t call it.',
    hint: {
      fr: 'Un administrateur peut l’autoriser en ajoutant {host}:{port} à MAILLON_ALLOW_HOSTS, puis en redémarrant le serveur.',
      en: 'An administrator can allow it by adding {host}:{port} to MAILLON_ALLOW_HOSTS and restarting the server.',
    },
  },
  EGRESS_HOST_UNKNOWN: {
    fr: 'L’hôte « {host} » est introuvable.',
    en: 'The host “{host}” can’t be found.',
    hint: { fr: 'Vérifiez l’orthographe de l’adresse.', en: 'Check the spelling of the address.' },
  },
  EGRESS_URL_INVALID: {
    fr: '« {url} » n’est pas une adresse http ou https.',
    en: '“{url}” isn’t an http or https address.',
    hint: { fr: 'Une adresse s’écrit https://exemple.fr/chemin.', en: 'An address is written https://example.com/path.' },
  },
  EGRESS_URL_LOGIN: {
    fr: 'L’adresse contient un nom d’utilisateur ou un mot de passe devant « {host} ».',
    en: 'The address holds a user name or a password before “{host}”.',
    hint: { fr: 'Créez un identifiant et choisissez-le dans l’étape.', en: 'Make a credential and choose it in the step.' },
  },
  EGRESS_METHOD_REFUSED: { fr: 'La méthode « {method} » n’est pas permise.', en: 'The method “{method}” isn’t allowed.' },
  EGRESS_HEADER_INVALID: {
    fr: 'L’en-tête « {header} » n’est pas permis, ou contient un caractère interdit (retour à la ligne, accent hors Latin-1).',
    en: 'The header “{header}” isn’t allowed, or holds a forbidden character (a line break, a letter outside Latin-1).',
  },
  EGRESS_REDIRECTS_TOO_MANY: { fr: 'L’hôte {url} redirige plus de {limit} fois.', en: 'The host {url} redirects more than {limit} times.' },
  EGRESS_REDIRECT_INSECURE: {
    fr: 'L’hôte {host} redirige vers une adresse non chiffrée (http) alors qu’un identifiant est envoyé ; c’est refusé.',
    en: 'The host {host} redirects to an address without encryption (http) while a credential is sent; that is refused.',
  },
  EGRESS_REDIRECT_BODY: {
    fr: 'Le serveur redirige l’envoi vers {host}, mais ce contenu ne peut pas être envoyé deux fois.',
    en: 'The server redirects the upload to {host}, but this content can’t be sent twice.',
    hint: { fr: 'Utilisez directement l’adresse finale.', en: 'Use the final address itself.' },
  },
  EGRESS_CONNECTION_REFUSED: {
    fr: 'Le serveur {host} refuse la connexion.',
    en: 'The server {host} refuses the connection.',
    hint: { fr: 'Vérifiez le port, et que le service est en marche.', en: 'Check the port, and that the service is running.' },
  },
  EGRESS_CONNECTION_LOST: { fr: 'Le serveur {host} a coupé la connexion.', en: 'The server {host} broke the connection off.' },
  EGRESS_CONNECTION_LATE: {
    fr: 'La connexion au serveur {host} n’aboutit pas : il ne répond pas du tout.',
    en: 'The connection to the server {host} isn’t made: it doesn’t answer at all.',
    hint: { fr: 'Vérifiez l’adresse et le port, et qu’un pare-feu ne bloque pas le passage.', en: 'Check the address and the port, and that no firewall stands in the way.' },
  },
  EGRESS_PROXY_LOGIN: {
    fr: 'Le proxy {proxy} refuse l’utilisateur ou le mot de passe de « {credential} ».',
    en: 'The proxy {proxy} refuses the user or the password of “{credential}”.',
    hint: { fr: 'Corrigez cet identifiant.', en: 'Correct that credential.' },
  },
  EGRESS_PROXY_REFUSED: {
    fr: 'Le proxy {proxy} refuse de transmettre l’appel (réponse {status}).',
    en: 'The proxy {proxy} refuses to pass the call on (answer {status}).',
    hint: { fr: 'Demandez à ceux qui s’occupent du proxy d’autoriser cette adresse.', en: 'Ask those who look after the proxy to allow that address.' },
  },
  EGRESS_PROXY_UNREACHED: {
    fr: 'Le proxy {proxy} ne répond pas.',
    en: 'The proxy {proxy} doesn’t answer.',
    hint: { fr: 'Vérifiez son adresse dans l’identifiant, et qu’il est en marche.', en: 'Check its address in the credential, and that it is running.' },
  },
  EGRESS_HOST_UNREACHABLE: { fr: 'Le serveur {host} est hors d’atteinte.', en: 'The server {host} is out of reach.' },
  EGRESS_ANSWER_LATE: {
    fr: 'Le serveur {host} n’a pas répondu à temps.',
    en: 'The server {host} didn’t answer in time.',
    hint: { fr: 'Augmentez le temps d’attente de l’étape si le service est lent.', en: 'Raise the step’s waiting time if the service is slow.' },
  },
  EGRESS_ANSWER_TOO_LARGE: {
    fr: 'La réponse de {host} est trop grande : {maxBytes:size} au plus.',
    en: 'The answer of {host} is too large: {maxBytes:size} at most.',
    hint: { fr: 'Demandez moins de données à la fois.', en: 'Ask for less data at a time.' },
  },
  EGRESS_ANSWER_BROKEN: { fr: 'La réponse de {host} est illisible.', en: 'The answer of {host} can’t be read.' },
  EGRESS_HEADERS_TOO_LARGE: { fr: 'Les en-têtes de la réponse de {host} sont trop grands.', en: 'The headers of the answer of {host} are too large.' },
  EGRESS_ENCODING_REFUSED: { fr: 'La réponse de {host} est compressée d’une façon qui n’est pas acceptée ({encoding}).', en: 'The answer of {host} is compressed in a way that isn’t accepted ({encoding}).' },
  EGRESS_CERTIFICATE_REFUSED: {
    fr: 'Le certificat du serveur {host} n’est pas valable.',
    en: 'The certificate of the server {host} isn’t valid.',
    hint: { fr: 'Vérifiez le nom de l’hôte et la date du certificat.', en: 'Check the host name and the date of the certificate.' },
  },
  EGRESS_REQUEST_FAILED: { fr: 'L’échange avec {host} a échoué.', en: 'The exchange with {host} failed.' },
} as const satisfies MessageMap
