import type { MessageMap } from './message-map.js'

/** Texts of the codes around installed node packages: taking them in, and what they may do. */
export const packageMessages = {
  PACKAGE_NAME_INVALID: {
    fr: 'Donnez le nom d’un paquet comme le registre l’écrit, par exemple « maillon-node-meteo » ou « @equipe/etapes ».',
    en: 'Give the name of a package as the registry writes it, for example “maillon-node-weather” or “@team/steps”.',
  },
  PACKAGE_VERSION_INVALID: {
    fr: 'Donnez une version exacte, par exemple 1.2.3 : ni « latest », ni plage.',
    en: 'Give an exact version, for example 1.2.3: neither “latest” nor a range.',
  },
  PACKAGE_SOURCE_MISSING: { fr: 'Donnez un nom et une version, ou un fichier .tgz.', en: 'Give a name and a version, or a .tgz file.' },
  PACKAGE_NOT_FOUND: {
    fr: 'Le registre n’a pas « {package} » en version {version}.',
    en: 'The registry has no “{package}” of version {version}.',
    hint: { fr: 'Vérifiez le nom et la version.', en: 'Check the name and the version.' },
  },
  PACKAGE_REGISTRY_FAILED: { fr: 'Le registre {host} a répondu de façon inattendue ({reason}).', en: 'The registry {host} gave an unexpected answer ({reason}).' },
  PACKAGE_INTEGRITY_WRONG: {
    fr: 'Les octets reçus pour « {package} » ne sont pas ceux que le registre annonce, ou que vous avez vus. Rien n’a été installé.',
    en: 'The bytes received for “{package}” are not those that the registry announces, or that you have seen. Nothing was installed.',
    hint: { fr: 'Examinez le paquet à nouveau avant de l’accepter.', en: 'Look at the package again before you accept it.' },
  },
  PACKAGE_ARCHIVE_INVALID: { fr: 'Ce fichier n’est pas un paquet npm (.tgz) lisible.', en: 'This file is no npm package (.tgz) that can be read.' },
  PACKAGE_TOO_LARGE: {
    fr: 'Ce paquet est trop grand : {packed} Mio compressé et {unpacked} Mio déballé au plus.',
    en: 'This package is too large: {packed} MiB packed and {unpacked} MiB unpacked at most.',
  },
  PACKAGE_MANIFEST_INVALID: {
    fr: 'Le package.json de ce paquet n’est pas en ordre : « {field} ».',
    en: 'The package.json of this package isn’t in order: “{field}”.',
    hint: { fr: 'C’est à l’auteur du paquet de le corriger.', en: 'That is for the package’s author to mend.' },
  },
  PACKAGE_NOT_OF_NODES: {
    fr: '« {package} » n’est pas un paquet d’étapes : son package.json n’a pas de partie « maillon ».',
    en: '“{package}” is no package of steps: its package.json has no “maillon” part.',
  },
  PACKAGE_ENGINE_UNFIT: {
    fr: '« {package} » est fait pour le moteur {engine} ; celui-ci est en {here}.',
    en: '“{package}” is made for the engine {engine}; this one is {here}.',
    hint: { fr: 'Prenez une version du paquet faite pour ce moteur.', en: 'Take a version of the package that is made for this engine.' },
  },
  PACKAGE_SCRIPTS_REFUSED: {
    fr: '« {package} » demande d’exécuter des scripts à l’installation ({scripts}). Maillon n’en exécute jamais ; rien n’a été installé.',
    en: '“{package}” asks to run scripts when it is installed ({scripts}). Maillon never runs any; nothing was installed.',
    hint: { fr: 'Demandez à l’auteur une version sans script d’installation.', en: 'Ask its author for a version without install scripts.' },
  },
  PACKAGE_ENTRY_MISSING: { fr: '« {package} » ne contient pas le module qu’il annonce ({entry}).', en: '“{package}” doesn’t hold the module that it names ({entry}).' },
  PACKAGE_DEPENDENCIES_MISSING: {
    fr: '« {package} » a besoin d’autres paquets qu’il n’apporte pas : {names}.',
    en: '“{package}” needs other packages that it doesn’t bring along: {names}.',
    hint: { fr: 'L’auteur les inclut avec « maillon node pack ».', en: 'Its author includes them by “maillon node pack”.' },
  },
  PACKAGE_LOAD_FAILED: { fr: '« {package} » s’est arrêté sur une erreur dès son chargement.', en: '“{package}” failed as soon as it was loaded.', hint: { fr: 'Les détails sont pour son auteur.', en: 'The details are for its author.' } },
  PACKAGE_LOAD_ENDLESS: { fr: '« {package} » n’a pas fini de se charger après {seconds} secondes.', en: '“{package}” wasn’t done with loading after {seconds} seconds.' },
  PACKAGE_DEFINITION_INVALID: {
    fr: 'La définition de l’étape « {type} » de « {package} » n’est pas en ordre.',
    en: 'The definition of the step “{type}” of “{package}” isn’t in order.',
    hint: { fr: 'Les détails sont pour son auteur ; « maillon node test » les dit aussi.', en: 'The details are for its author; “maillon node test” tells them too.' },
  },
  PACKAGE_TYPE_TAKEN: { fr: '« {package} » apporte l’étape « {type} », qui existe déjà ici.', en: '“{package}” brings the step “{type}”, which is here already.' },
  PACKAGE_VERSION_KNOWN: { fr: '« {package} » {version} est déjà installé.', en: '“{package}” {version} is installed already.' },
  PACKAGE_STILL_USED: {
    fr: 'Des flux utilisent encore des étapes de ce paquet : {flows}.',
    en: 'Flows still use steps of this package: {flows}.',
    hint: { fr: 'Ils ne pourront plus s’exécuter sans lui.', en: 'They can’t run without it.' },
  },
  PACKAGE_UPDATE_BREAKS: {
    fr: 'Cette version n’a plus des étapes que des flux utilisent ({types}) : {flows}.',
    en: 'This version lacks steps that flows use ({types}): {flows}.',
    hint: { fr: 'Retirez-les de ces flux d’abord, ou gardez la version installée.', en: 'Take them out of these flows first, or keep the installed version.' },
  },
  PACKAGE_TESTS_FAILED: {
    fr: 'Avec cette version, {count:number} {count|test de flux échoue|tests de flux échouent} : rien n’a été remplacé.',
    en: 'With this version {count:number} {count|test of a flow fails|tests of flows fail}: nothing was replaced.',
    hint: { fr: 'Regardez ce qui diffère, puis gardez la version installée, ou remplacez-la malgré tout.', en: 'Look at what differs, then keep the installed version, or replace it anyway.' },
  },
  PACKAGE_DEVELOPMENT_OFF: {
    fr: 'Ce serveur ne prend pas de paquet en cours de développement.',
    en: 'This server takes no packages under development.',
    hint: { fr: 'Démarrez-le avec MAILLON_DEVELOPMENT_PACKAGES=1, sur votre machine seulement.', en: 'Start it with MAILLON_DEVELOPMENT_PACKAGES=1, on your own machine only.' },
  },
  PACKAGE_PROCESS_LOST: { fr: 'Le programme de cette étape s’est arrêté sans prévenir ({reason}).', en: 'The program of this step ended without warning ({reason}).', hint: { fr: 'C’est une erreur du paquet de l’étape.', en: 'That is a fault of the step’s package.' } },
  PACKAGE_PROCESS_UNRULY: { fr: 'Le programme de cette étape n’a pas respecté ses limites ({what}) et a été arrêté.', en: 'The program of this step didn’t keep to its bounds ({what}) and was ended.', hint: { fr: 'C’est une erreur du paquet de l’étape.', en: 'That is a fault of the step’s package.' } },
  PACKAGE_PERMISSION_UNDECLARED: { fr: 'Le paquet « {package} » n’a pas déclaré qu’il utilise cela : {what} ({wish}).', en: 'The package “{package}” hasn’t declared that it uses this: {what} ({wish}).' },
  PACKAGE_EFFECT_UNDECLARED: { fr: 'Cette étape de « {package} » déclare l’effet « {effects} » et a voulu faire plus ({wish}).', en: 'This step of “{package}” declares the effect “{effects}” and wanted to do more ({wish}).' },
  PACKAGE_SECRET_UNDECLARED: {
    fr: 'Le paquet « {package} » n’a pas déclaré qu’il lit des identifiants de type « {type} ».',
    en: 'The package “{package}” hasn’t declared that it reads credentials of the type “{type}”.',
  },
  PACKAGE_NETWORK_HTTP_ONLY: { fr: 'Le paquet « {package} » ne peut joindre d’autres services que par le client HTTP de Maillon.', en: 'The package “{package}” can reach other services by Maillon’s HTTP client only.' },
  PACKAGE_WORKSPACE_CLOSED: { fr: 'Le paquet « {package} » n’a pas accès aux collections, aux destinataires ni à l’historique de l’espace.', en: 'The package “{package}” has no access to the workspace’s collections, recipients and history.' },
  EGRESS_HOST_UNDECLARED: {
    fr: 'Le paquet de cette étape n’a pas déclaré qu’il appelle {host}.',
    en: 'The package of this step hasn’t declared that it calls {host}.',
    hint: { fr: 'Les hôtes déclarés sont montrés dans Paramètres → Paquets.', en: 'The declared hosts are shown under Settings → Packages.' },
  },
} as const satisfies MessageMap
