import type { MessageMap } from './message-map.js'

/** Texts about runs that were kept as tests: what a replay did otherwise, and files that are no test. */
export const testMessages = {
  TEST_VALUE_CHANGED: { fr: '« {name} » a donné {got} au lieu de {expected} (ligne {row:number}, champ {field}).', en: '“{name}” gave {got} instead of {expected} (row {row:number}, field {field}).' },
  TEST_FIELD_GONE: { fr: '« {name} » ne donne plus le champ {field} (ligne {row:number}) ; il valait {expected}.', en: '“{name}” no longer gives the field {field} (row {row:number}); it was {expected}.' },
  TEST_FIELD_NEW: { fr: '« {name} » donne un champ de plus : {field} vaut {got} (ligne {row:number}).', en: '“{name}” gives one field more: {field} is {got} (row {row:number}).' },
  TEST_ROWS_CHANGED: { fr: '« {name} » a donné {got:number} {got|ligne|lignes} au lieu de {expected:number} (sortie {port}).', en: '“{name}” gave {got:number} {got|row|rows} instead of {expected:number} (output {port}).' },
  TEST_REQUEST_CHANGED: { fr: '« {name} » ferait autre chose : {field} vaudrait {got} au lieu de {expected} (appel {call:number}).', en: '“{name}” would do something else: {field} would be {got} instead of {expected} (call {call:number}).' },
  TEST_REQUEST_FIELD_GONE: { fr: '« {name} » ferait autre chose : {field} manquerait ; c’était {expected} (appel {call:number}).', en: '“{name}” would do something else: {field} would be missing; it was {expected} (call {call:number}).' },
  TEST_REQUEST_FIELD_NEW: { fr: '« {name} » ferait autre chose : {field} vaudrait {got}, et n’y était pas (appel {call:number}).', en: '“{name}” would do something else: {field} would be {got}, and wasn’t there (call {call:number}).' },
  TEST_REQUESTS_CHANGED: { fr: '« {name} » ferait {got:number} {got|appel|appels} au lieu de {expected:number}.', en: '“{name}” would make {got:number} {got|call|calls} instead of {expected:number}.' },
  TEST_CALL_NEW: {
    fr: '« {name} » demanderait quelque chose dont la réponse n’a pas été conservée : {request}.',
    en: '“{name}” would ask for something whose answer wasn’t kept: {request}.',
    hint: { fr: 'Si c’est voulu, exécutez le flux et conservez cette exécution comme nouveau test.', en: 'If that is intended, run the flow and keep that run as a new test.' },
  },
  TEST_NODE_MISSING: {
    fr: 'L’étape « {name} » n’est plus dans le flux.',
    en: 'The step “{name}” is no longer in the flow.',
    hint: { fr: 'Remettez-la, ou retirez cette attente du test.', en: 'Put it back, or remove this expectation from the test.' },
  },
  TEST_PORT_MISSING: {
    fr: '« {name} » n’a plus de sortie « {port} ».',
    en: '“{name}” no longer has an output “{port}”.',
    hint: { fr: 'Retirez cette attente du test, ou remettez la sortie.', en: 'Remove this expectation from the test, or put the output back.' },
  },
  TEST_NODE_FAILED: { fr: '« {name} » a échoué : {reason}.', en: '“{name}” failed: {reason}.' },
  TEST_STATUS_CHANGED: { fr: 'L’exécution s’est terminée par « {got} » au lieu de « {expected} ».', en: 'The run ended as “{got}” instead of “{expected}”.' },
  TEST_TRIGGER_MISSING: {
    fr: 'Le déclencheur « {node} », par lequel l’exécution avait commencé, n’est plus dans le flux.',
    en: 'The trigger “{node}”, by which the run had begun, is no longer in the flow.',
    hint: { fr: 'Exécutez le flux avec son nouveau déclencheur et conservez cette exécution comme test.', en: 'Run the flow with its new trigger and keep that run as a test.' },
  },
  TEST_FLOW_REFUSED: { fr: 'Le flux ne peut pas être exécuté : {reason}.', en: 'The flow can’t run: {reason}.' },
  TEST_TOO_LONG: { fr: 'Le test n’est pas terminé après {seconds:number} s et a été arrêté.', en: 'The test wasn’t over after {seconds:number} s and was stopped.' },
  TEST_FINDINGS_MORE: { fr: '« {name} » : et {count:number} {count|autre différence|autres différences}.', en: '“{name}”: and {count:number} more {count|difference|differences}.' },
  TEST_ANSWER_MISSING: { fr: 'Aucune réponse n’a été conservée pour cette demande.', en: 'No answer was kept for this request.' },
  TEST_TEXT_TOO_LARGE: {
    fr: 'Le test dépasse {limit:size}, la taille permise.',
    en: 'The test is larger than {limit:size}, the size allowed.',
    hint: { fr: 'Conservez moins de lignes.', en: 'Keep fewer rows.' },
  },
  TEST_FORMAT_UNKNOWN: { fr: 'Le format {format} n’est pas celui d’un test Maillon.', en: 'The format {format} isn’t that of a Maillon test.' },
  TEST_FORMAT_NEWER: {
    fr: 'Ce test vient d’une version plus récente de Maillon (format {format}).',
    en: 'This test comes from a newer version of Maillon (format {format}).',
    hint: { fr: 'Mettez Maillon à jour.', en: 'Update Maillon.' },
  },
  TEST_FIELD_WRONG: { fr: 'Le champ « {field} » ne respecte pas le format des tests.', en: 'The field “{field}” doesn’t follow the format of tests.' },
  TEST_FLOW_ABSENT: {
    fr: 'Le test « {name} » est d’un flux qui n’est pas dans ce fichier.',
    en: 'The test “{name}” is of a flow that isn’t in this file.',
    hint: { fr: 'Ajoutez son flux au fichier, ou retirez le test.', en: 'Add its flow to the file, or take the test out.' },
  },
  TEST_ID_DUPLICATE: {
    fr: 'Le test « {name} » a le même identifiant qu’un autre test de son flux ({id}).',
    en: 'The test “{name}” has the same id as another test of its flow ({id}).',
    hint: { fr: 'Une copie d’un test a besoin d’un identifiant à elle, dans son champ « id ».', en: 'A copy of a test needs an id of its own, in its field “id”.' },
  },
  TEST_RUN_UNFINISHED: { fr: 'Seule une exécution terminée peut être conservée comme test.', en: 'Only a run that is over can be kept as a test.' },
  TEST_RUN_ALONE: {
    fr: 'Cette exécution reprend une autre ou a été annulée : elle ne montre pas le flux du début à la fin.',
    en: 'This run goes on from another one, or was cancelled: it doesn’t show the flow from its beginning to its end.',
    hint: { fr: 'Conservez une exécution complète.', en: 'Keep a complete run.' },
  },
  TEST_ROWS_MANY: {
    fr: '« {name} » a donné {rows:number} lignes ; un test en garde au plus {limit:number} par sortie.',
    en: '“{name}” gave {rows:number} rows; a test keeps at most {limit:number} for each output.',
    hint: { fr: 'Conservez une exécution plus petite.', en: 'Keep a smaller run.' },
  },
  TEST_STEPS_MANY: { fr: 'L’exécution a trop d’appels et de tours de boucle pour un test (au plus {limit:number}).', en: 'The run has too many calls and loop turns for a test (at most {limit:number}).' },
  TEST_CUT_UNFIT: {
    fr: 'Avec les {rows:number} premières lignes seulement, « {name} » demanderait quelque chose que l’exécution n’avait pas demandé.',
    en: 'With the first {rows:number} rows alone, “{name}” would ask for something that the run hadn’t asked for.',
    hint: { fr: 'Gardez plus de lignes.', en: 'Keep more rows.' },
  },
  TEST_REPLAY_UNFIT: {
    fr: 'Cette exécution ne peut pas être rejouée : {reason}.',
    en: 'This run can’t be replayed: {reason}.',
  },
  TEST_EDIT_UNFIT: {
    fr: 'Cette attente n’existe plus, ou rien n’en sort qui puisse être accepté.',
    en: 'This expectation is gone, or nothing comes out of it that could be accepted.',
    hint: { fr: 'Rejouez le test, puis recommencez.', en: 'Replay the test, then try again.' },
  },
  TEST_COUNT_TOO_LARGE: { fr: 'Un flux a au plus {limit:number} tests.', en: 'A flow has at most {limit:number} tests.', hint: { fr: 'Supprimez un test devenu inutile.', en: 'Delete a test that is no longer needed.' } },
  FLOW_TESTS_FAILED: {
    fr: '{count:number} {count|test échoue|tests échouent} : rien n’a été publié.',
    en: '{count:number} {count|test fails|tests fail}: nothing was published.',
    hint: { fr: 'Corrigez le flux, acceptez le nouveau résultat, ou publiez malgré tout.', en: 'Mend the flow, accept the new result, or publish anyway.' },
  },
} as const satisfies MessageMap
