import type { MessageMap } from './message-map.js'

/** What the API says where it refuses something. */
export const apiMessages = {
  API_ROUTE_UNKNOWN: { fr: 'Cette adresse n’existe pas.', en: 'There is nothing at this address.' },
  API_RESOURCE_MISSING: {
    fr: 'Cet élément n’existe pas, ou n’existe plus.',
    en: 'This item doesn’t exist, or no longer does.',
    hint: { fr: 'Revenez à la liste et rechargez-la.', en: 'Go back to the list and reload it.' },
  },
  API_SESSION_MISSING: { fr: 'Vous n’êtes pas connecté, ou votre session a expiré.', en: 'You aren’t logged in, or your session has expired.', hint: { fr: 'Connectez-vous de nouveau.', en: 'Log in again.' } },
  API_SESSION_OTHER: {
    fr: 'Quelqu’un d’autre s’est connecté entre-temps dans ce navigateur.',
    en: 'Somebody else has logged in in this browser in the meantime.',
    hint: { fr: 'Reconnectez-vous pour continuer sur cette page, ou rechargez-la.', en: 'Log in again to go on with this page, or reload it.' },
  },
  API_LOGIN_REFUSED: { fr: 'L’adresse ou le mot de passe ne convient pas.', en: 'The address or the password is wrong.', hint: { fr: 'Vérifiez les deux, puis réessayez.', en: 'Check both and try again.' } },
  API_LOGIN_THROTTLED: {
    fr: 'Trop de tentatives de connexion : réessayez dans {wait:duration}.',
    en: 'Too many login attempts: try again in {wait:duration}.',
  },
  API_ROLE_INSUFFICIENT: { fr: 'Votre rôle ne permet pas cette action.', en: 'Your role doesn’t allow this.', hint: { fr: 'Demandez-la à un administrateur de l’espace de travail.', en: 'Ask an administrator of the workspace.' } },
  API_CSRF_MISSING: {
    fr: 'Cette demande ne vient pas de l’application : elle est refusée.',
    en: 'This request doesn’t come from the application: it is refused.',
    hint: { fr: 'Un programme qui appelle l’API doit envoyer l’en-tête « x-maillon-csrf: 1 ».', en: 'A program that calls the API must send the header “x-maillon-csrf: 1”.' },
  },
  API_SETUP_DONE: { fr: 'Le premier compte existe déjà.', en: 'The first account exists already.', hint: { fr: 'Connectez-vous avec lui.', en: 'Log in with it.' } },
  API_CHANGE_STALE: { fr: 'Quelqu’un d’autre a modifié cet élément entre-temps.', en: 'Somebody else has changed this item in the meantime.', hint: { fr: 'Rechargez-le, puis refaites votre modification.', en: 'Reload it and make your change again.' } },
  API_ID_INVALID: { fr: 'Cet identifiant n’a pas la bonne forme.', en: 'This id doesn’t have the right form.' },
  API_CURSOR_INVALID: { fr: 'Cette suite de liste n’est pas valable.', en: 'This continuation of a list isn’t valid.', hint: { fr: 'Reprenez la liste au début.', en: 'Start the list from the beginning.' } },
  API_REQUEST_INVALID: { fr: 'Cette demande n’est pas valable.', en: 'This request isn’t valid.' },
  API_BODY_INVALID: { fr: 'Certains champs ne conviennent pas.', en: 'Some fields aren’t right.' },
  API_QUERY_INVALID: { fr: 'Certains critères de l’adresse ne conviennent pas.', en: 'Some criteria in the address aren’t right.' },
  API_BODY_TOO_LARGE: { fr: 'Cette demande est trop volumineuse.', en: 'This request is too large.' },
  API_CONTENT_UNSUPPORTED: {
    fr: 'Ce type de contenu n’est pas accepté ici.',
    en: 'This content type isn’t accepted here.',
    hint: { fr: 'Envoyez du JSON, un formulaire ou du texte, sans compression, et dites-le dans l’en-tête Content-Type.', en: 'Send JSON, a form or text, not compressed, and say so in the header Content-Type.' },
  },
  API_METHOD_UNSUPPORTED: { fr: 'Cette méthode n’est pas acceptée ici.', en: 'This method isn’t accepted here.' },
  API_SERVER_FAILED: {
    fr: 'Le serveur a rencontré un défaut en traitant cette demande.',
    en: 'The server hit a defect while handling this request.',
    hint: { fr: 'Réessayez ; si cela se répète, le journal du serveur en dit la cause.', en: 'Try again; if it happens again, the server’s log has the cause.' },
  },
  API_SERVER_BUSY: { fr: 'Le serveur ne peut pas répondre en ce moment.', en: 'The server can’t answer at the moment.', hint: { fr: 'Réessayez dans quelques secondes.', en: 'Try again in a few seconds.' } },

  API_FIELD_MISSING: { fr: 'Ce champ est obligatoire.', en: 'This field is required.' },
  API_FIELD_KIND: { fr: 'Ce champ n’a pas le bon type (attendu : {kind}).', en: 'This field has the wrong type (expected: {kind}).' },
  API_FIELD_SHORT: { fr: 'Il faut au moins {limit:number} {limit|caractère|caractères}.', en: 'At least {limit:number} {limit|character is|characters are} needed.' },
  API_FIELD_LONG: { fr: 'Il faut au plus {limit:number} {limit|caractère|caractères}.', en: 'At most {limit:number} {limit|character is|characters are} allowed.' },
  API_LIST_LONG: { fr: 'Il faut au plus {limit:number} {limit|élément|éléments}.', en: 'At most {limit:number} {limit|element is|elements are} allowed.' },
  API_NUMBER_SMALL: { fr: 'La valeur doit être au moins {limit:number}.', en: 'The value must be at least {limit:number}.' },
  API_NUMBER_LARGE: { fr: 'La valeur doit être au plus {limit:number}.', en: 'The value must be at most {limit:number}.' },
  API_FIELD_CHOICE: { fr: 'Cette valeur ne fait pas partie des choix.', en: 'This value isn’t one of the choices.' },
  API_FIELD_INVALID: { fr: 'Cette valeur ne convient pas.', en: 'This value isn’t right.' },
  API_EMAIL_INVALID: { fr: 'Ce n’est pas une adresse électronique.', en: 'This isn’t an e-mail address.' },
  API_TIME_ZONE_UNKNOWN: { fr: 'Ce fuseau horaire est inconnu.', en: 'This time zone is unknown.' },

  FLOW_DRAFT_STALE: {
    fr: 'Ce flux a été modifié ailleurs entre-temps.',
    en: 'This flow has been changed elsewhere in the meantime.',
    hint: { fr: 'Rechargez-le pour voir la version enregistrée ; vos modifications non enregistrées restent à l’écran jusque-là.', en: 'Reload it to see what was saved; your unsaved changes stay on the screen until then.' },
  },
  VARIABLE_NAME_WRONG: { fr: 'Un nom de variable commence par une lettre sans accent et ne contient que des lettres, des chiffres et « _ ».', en: 'The name of a variable begins with a plain letter and has only letters, digits and “_”.' },
  VARIABLES_TOO_MANY: { fr: 'Un espace de travail a au plus {limit:number} variables.', en: 'A workspace has at most {limit:number} variables.', hint: { fr: 'Supprimez celles qui ne servent plus.', en: 'Delete those that are no longer used.' } },
  FLOW_IMPORT_CHANGED: {
    fr: 'Quelque chose a changé ici depuis que vous avez regardé ce fichier : rien n’a été importé.',
    en: 'Something has changed here since you looked at this file: nothing was imported.',
    hint: { fr: 'Examinez-le à nouveau, puis importez-le.', en: 'Look at it again, then import it.' },
  },
  FLOW_EXPORT_TOO_MANY: { fr: 'Un fichier contient au plus {limit:number} flux.', en: 'A file holds at most {limit:number} flows.', hint: { fr: 'Choisissez-en moins, ou utilisez « maillon flow export --all ».', en: 'Choose fewer, or use “maillon flow export --all”.' } },
  FLOW_EXPORT_TOO_LARGE: { fr: 'Ces flux dépassent ensemble {limit:size}, la taille permise pour un fichier.', en: 'Together these flows are larger than {limit:size}, the size allowed for a file.', hint: { fr: 'Exportez-les en plusieurs fois, ou sans les exemples.', en: 'Export them in several files, or without the samples.' } },
  FLOW_DOCUMENT_REFUSED: {
    fr: 'Le flux contient {count:number} {count|problème|problèmes} à corriger.',
    en: 'The flow has {count:number} {count|problem|problems} to be mended.',
  },
  FLOW_VERSION_MISSING: { fr: 'Ce flux n’a pas encore été publié.', en: 'This flow hasn’t been published yet.', hint: { fr: 'Publiez-le d’abord.', en: 'Publish it first.' } },
  FLOW_WEBHOOK_TAKEN: {
    fr: 'L’adresse de webhook {method} {path} est déjà prise par un autre flux.',
    en: 'The webhook address {method} {path} is taken by another flow.',
    hint: { fr: 'Choisissez un autre chemin dans l’étape « Webhook ».', en: 'Choose another path in the “Webhook” step.' },
  },
  FLOW_TRIGGER_MISSING: { fr: 'Ce flux n’a pas de déclencheur par lequel commencer.', en: 'This flow has no trigger to start from.', hint: { fr: 'Ajoutez un déclencheur, par exemple « À la main ».', en: 'Add a trigger, for example “By hand”.' } },
  FLOW_NODE_MISSING: { fr: 'Ce flux n’a pas d’étape « {node} ».', en: 'This flow has no step “{node}”.' },

  FILE_UPLOAD_TOO_LARGE: { fr: 'Ce fichier est trop volumineux (au plus {limit:size}).', en: 'This file is too large (at most {limit:size}).' },
  FILE_UPLOAD_EMPTY: { fr: 'Aucun fichier n’a été reçu.', en: 'No file was received.', hint: { fr: 'Choisissez un fichier, puis envoyez-le de nouveau.', en: 'Choose a file and send it again.' } },
  FILE_STILL_USED: { fr: 'Ce fichier sert encore dans : {flows}.', en: 'This file is still used in: {flows}.', hint: { fr: 'Choisissez-y un autre fichier d’abord.', en: 'Choose another file there first.' } },
  CREDENTIAL_STILL_USED: { fr: 'Cet identifiant sert encore dans : {flows}.', en: 'This credential is still used in: {flows}.', hint: { fr: 'Choisissez-y un autre identifiant d’abord.', en: 'Choose another credential there first.' } },
  CREDENTIAL_TEST_ACCEPTED: { fr: 'Le service {host} a accepté l’identifiant (HTTP {status}).', en: 'The service {host} accepted the credential (HTTP {status}).' },
  CREDENTIAL_TEST_ANSWERED: {
    fr: 'Le service {host} répond (HTTP {status}), sans dire s’il accepte l’identifiant.',
    en: 'The service {host} answers (HTTP {status}) without saying whether it accepts the credential.',
  },
  CREDENTIAL_TEST_CALLER: { fr: 'Cet identifiant n’est envoyé nulle part : il sert à reconnaître qui appelle.', en: 'This credential is sent nowhere: it recognises who calls.' },
  CREDENTIAL_TEST_ADDRESS: { fr: 'L’adresse {host} existe. Rien n’y a été envoyé.', en: 'The address {host} exists. Nothing was sent there.' },
  CREDENTIAL_TEST_SILENT: { fr: 'Le service {host} ne répond pas à temps.', en: 'The service {host} doesn’t answer in time.', hint: { fr: 'Vérifiez le nom et le port.', en: 'Check name and port.' } },
  CREDENTIAL_TEST_REFUSED: {
    fr: 'Le service {host} refuse l’identifiant (HTTP {status}).',
    en: 'The service {host} refuses the credential (HTTP {status}).',
    hint: { fr: 'Vérifiez l’utilisateur et le secret, et les droits qu’ils donnent.', en: 'Check user and secret, and the rights that they give.' },
  },
  CREDENTIAL_TEST_BROKEN: { fr: 'Le service {host} répond par une erreur (HTTP {status}).', en: 'The service {host} answers with an error (HTTP {status}).', hint: { fr: 'Réessayez plus tard, ou demandez à qui s’en occupe.', en: 'Try again later, or ask whoever looks after it.' } },
  CREDENTIAL_CONSENT_UNFIT: { fr: 'Cet identifiant ne demande l’accord de personne.', en: 'This credential asks for nobody’s consent.' },
  CREDENTIAL_CONSENT_INCOMPLETE: {
    fr: 'Il manque l’identifiant de l’application, l’adresse de l’accord ou celle des jetons.',
    en: 'The client ID, the authorisation address or the token address is missing.',
    hint: { fr: 'Complétez l’identifiant, puis appuyez de nouveau sur « Connecter ».', en: 'Complete the credential, then press “Connect” again.' },
  },
  CREDENTIAL_CONSENT_FOREIGN: {
    fr: 'Cette réponse ne vient pas d’une demande que vous avez faite, ou la demande a plus de dix minutes.',
    en: 'This answer doesn’t belong to a request of yours, or the request is older than ten minutes.',
    hint: { fr: 'Retournez aux identifiants et appuyez de nouveau sur « Connecter ».', en: 'Go back to the credentials and press “Connect” again.' },
  },
  CREDENTIAL_CONSENT_DECLINED: {
    fr: 'L’accord n’a pas été donné : le service {host} répond « {reason} ».',
    en: 'The consent was not given: the service {host} answers “{reason}”.',
    hint: { fr: 'Appuyez de nouveau sur « Connecter », avec un compte qui peut donner ces droits.', en: 'Press “Connect” again, with an account that may grant these rights.' },
  },
  CREDENTIAL_CONSENT_REFUSED: {
    fr: 'Le service {host} n’échange pas l’accord contre un jeton (HTTP {status}, {reason}).',
    en: 'The service {host} doesn’t exchange the consent for a token (HTTP {status}, {reason}).',
    hint: {
      fr: 'Vérifiez l’identifiant et le secret de l’application, et que l’adresse de retour {redirect} y est enregistrée.',
      en: 'Check the id and the secret of the application, and that the return address {redirect} is registered there.',
    },
  },
  CREDENTIAL_CONSENT_SHORT: {
    fr: 'Le service {host} a donné un accès qui ne dure pas : il manque le jeton de renouvellement.',
    en: 'The service {host} gave an access that doesn’t last: there is no refresh token.',
    hint: { fr: 'Demandez-le par l’étendue du service (souvent « offline_access »), puis connectez-vous de nouveau.', en: 'Ask for it by the scope of the service (often “offline_access”), then connect again.' },
  },
  API_DOCUMENT_NOT_GIVEN: { fr: 'Collez le document OpenAPI, ou donnez son adresse.', en: 'Paste the OpenAPI document, or give its address.' },
  API_DOCUMENT_NOT_FOUND: {
    fr: 'Le document n’a pas pu être lu à cette adresse (HTTP {status}).',
    en: 'The document could not be read at this address (HTTP {status}).',
    hint: { fr: 'Ouvrez l’adresse dans un navigateur, ou collez le document lui-même.', en: 'Open the address in a browser, or paste the document itself.' },
  },
  API_DOCUMENT_NAME_UNFIT: {
    fr: 'Le nom « {name} » ne convient pas.',
    en: 'The name “{name}” doesn’t fit.',
    hint: { fr: 'Donnez un nom court en lettres minuscules, chiffres et tirets, qui commence par une lettre.', en: 'Give a short name of small letters, digits and hyphens that begins with a letter.' },
  },
  API_DOCUMENT_STILL_USED: { fr: 'Des étapes de cette API servent encore dans : {flows}.', en: 'Steps of this API are still used in: {flows}.', hint: { fr: 'Retirez-les de ces flux d’abord.', en: 'Take them out of these flows first.' } },
  CREDENTIAL_TYPE_UNKNOWN: { fr: 'Ce type d’identifiant est inconnu.', en: 'This type of credential is unknown.' },
  RUN_ANSWER_INVALID: {
    fr: 'La réponse ne convient pas : vérifiez « {field} ».',
    en: 'The answer doesn’t fit: check “{field}”.',
  },
  RUN_STATE_FINAL: { fr: 'Cette exécution est déjà terminée.', en: 'This run is already over.' },

  RUN_TIME_OUT_OF_RANGE: {
    fr: 'Ce moment est passé, ou à plus d’un an.',
    en: 'This moment is over, or more than a year away.',
    hint: { fr: 'Choisissez un moment à venir, dans l’année.', en: 'Choose a moment to come, within a year.' },
  },
  RUN_ALREADY_PLANNED: { fr: 'Ce flux est déjà prévu à ce moment précis.', en: 'This flow is planned for that very moment already.' },

  WEBHOOK_CALLER_REFUSED: {
    fr: 'L’appelant ne s’est pas identifié comme il faut.',
    en: 'The caller has not identified itself properly.',
    hint: { fr: 'Envoyez le secret de ce webhook dans l’en-tête Authorization.', en: 'Send the secret of this webhook in the header Authorization.' },
  },
  WEBHOOK_SIGNATURE_REFUSED: {
    fr: 'La signature de l’appel manque, n’est pas la bonne, ou est trop ancienne.',
    en: 'The signature of the call is missing, wrong or too old.',
    hint: { fr: 'Signez le contenu tel qu’il est envoyé, avec le secret de ce webhook, et vérifiez l’heure de la machine qui appelle.', en: 'Sign the content exactly as it is sent, with the secret of this webhook, and check the clock of the machine that calls.' },
  },
  WEBHOOK_FILES_REFUSED: {
    fr: 'Les fichiers envoyés ne peuvent pas être repris : dix au plus, et chaque champ avec un nom simple.',
    en: 'The files sent can’t be taken: ten at most, and each field with a plain name.',
    hint: { fr: 'Vérifiez le formulaire « multipart/form-data » que l’appelant envoie.', en: 'Check the form “multipart/form-data” that the caller sends.' },
  },
  WEBHOOK_BODY_INVALID: {
    fr: 'Le contenu ne correspond pas à son type déclaré.',
    en: 'The content doesn’t match its declared type.',
    hint: { fr: 'Vérifiez l’en-tête Content-Type, et que le texte est en UTF-8.', en: 'Check the header Content-Type, and that the text is UTF-8.' },
  },
  WEBHOOK_ANSWER_LATE: { fr: 'L’exécution continue, mais sa réponse n’est pas venue à temps.', en: 'The run goes on, but its answer didn’t come in time.' },
} as const satisfies MessageMap
