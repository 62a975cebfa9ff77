import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const datasetsMessages = {
  ITEM_SHAPE_INVALID: {
    fr: 'Une ligne doit être un objet avec des champs ; cette étape a donné autre chose ({found}).',
    en: 'A row has to be an object with fields; this step gave something else ({found}).',
  },
  ITEM_VALUE_INVALID: {
    fr: 'Cette étape a donné au champ {path} une valeur qui ne peut pas être gardée ({found}).',
    en: 'This step gave the field {path} a value that can’t be kept ({found}).',
    hint: { fr: 'Gardez un texte, un nombre, oui ou non, une liste ou un objet.', en: 'Keep a text, a number, yes or no, a list or an object.' },
  },
  ITEM_VALUE_BINARY: {
    fr: 'Le champ {path} contient des données binaires ; elles doivent être jointes comme fichier.',
    en: 'The field {path} holds binary data; it has to be attached as a file.',
  },
  ITEM_VALUE_UNREADABLE: {
    fr: 'Le champ {path} n’a pas pu être lu : le code de l’étape a échoué en le donnant.',
    en: 'The field {path} couldn’t be read: the step’s code failed while giving it.',
  },
  ITEM_VALUE_TOO_DEEP: {
    fr: 'Cette ligne est trop imbriquée, ou se contient elle-même : {maxDepth} niveaux au plus.',
    en: 'This row is nested too deeply, or contains itself: {maxDepth} levels at most.',
  },
  ITEM_VALUE_TOO_LARGE: {
    fr: 'Cette ligne est trop grande : {maxBytes:size} au plus.',
    en: 'This row is too large: {maxBytes:size} at most.',
    hint: { fr: 'Mettez les gros contenus dans un fichier.', en: 'Put large contents into a file.' },
  },
  ITEM_FIELDS_TOO_MANY: {
    fr: 'Cette ligne a trop de champs : {maxNodes:number} au plus, listes comprises.',
    en: 'This row has too many fields: {maxNodes:number} at most, lists included.',
    hint: { fr: 'Faites plusieurs lignes de cette liste.', en: 'Make several rows of this list.' },
  },
  ITEM_KEY_FORBIDDEN: {
    fr: 'Le nom de champ {path} n’est pas permis.',
    en: 'The field name {path} isn’t allowed.',
    hint: { fr: 'Choisissez un autre nom.', en: 'Choose another name.' },
  },
  ITEM_TEXT_FORBIDDEN: {
    fr: 'Le texte du champ {path} contient un caractère nul, qui ne peut pas être gardé.',
    en: 'The text of the field {path} holds a null character, which can’t be kept.',
  },
  ITEM_FILE_INVALID: {
    fr: 'Le fichier « {name} » joint à cette ligne n’est pas un fichier du flux.',
    en: 'The file “{name}” attached to this row isn’t a file of the flow.',
  },
  BLOB_KEY_INVALID: { fr: 'Un nom interne de fichier est incorrect ({key}).', en: 'An internal file name is wrong ({key}).' },
  BLOB_STORE_FULL: {
    fr: 'Le disque du serveur est plein : ce résultat n’a pas pu être enregistré.',
    en: 'The server’s disk is full: this result could not be saved.',
    hint: { fr: 'L’administrateur doit libérer de la place ; l’étape sera recommencée selon ses réglages.', en: 'The administrator has to make room; the step is tried again as its settings say.' },
  },
  BLOB_STORE_UNWRITABLE: {
    fr: 'Le dossier des fichiers du serveur n’accepte pas d’écriture : ce résultat n’a pas pu être enregistré.',
    en: 'The server’s folder for files takes no writes: this result could not be saved.',
    hint: { fr: 'L’administrateur doit vérifier le disque et les droits de ce dossier.', en: 'The administrator has to check the disk and the rights of this folder.' },
  },
  BLOB_FILE_MISSING: {
    fr: 'Des données de cette exécution ont disparu du stockage ({key}).',
    en: 'Data of this run is gone from the storage ({key}).',
    hint: { fr: 'Relancez l’exécution ; si cela se répète, vérifiez le dossier de données.', en: 'Run it again; if it happens once more, check the data folder.' },
  },
  DATASET_CHUNK_DAMAGED: {
    fr: 'Des données de cette exécution sont abîmées dans le stockage ({key}).',
    en: 'Data of this run is damaged in the storage ({key}).',
    hint: { fr: 'Relancez l’exécution et vérifiez le disque.', en: 'Run it again and check the disk.' },
  },
} as const satisfies MessageMap
