import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const queueMessages = {
  QUEUE_REDIS_UNREACHABLE: {
    fr: 'Redis ne répond pas : {reason}.',
    en: 'Redis isn’t answering: {reason}.',
    hint: { fr: 'Vérifiez REDIS_URL et que le serveur Redis est démarré.', en: 'Check REDIS_URL, and that the Redis server is running.' },
  },
  QUEUE_REDIS_EVICTS: {
    fr: 'Redis est réglé pour supprimer des données quand sa mémoire est pleine (maxmemory-policy {policy}) : des tâches se perdraient.',
    en: 'Redis is set to drop data when its memory is full (maxmemory-policy {policy}): work would get lost.',
    hint: { fr: 'Réglez « maxmemory-policy noeviction » dans la configuration de Redis, puis redémarrez Maillon.', en: 'Set “maxmemory-policy noeviction” in the Redis configuration, then start Maillon again.' },
  },
  LANE_NAME_TAKEN: { fr: 'Il y a déjà une file « {lane} ».', en: 'There is a lane “{lane}” already.', hint: { fr: 'Choisissez un autre nom, ou modifiez celle qui existe.', en: 'Choose another name, or change the one that is there.' } },
  LANE_TOO_MANY: {
    fr: 'Il y a déjà {most:number} files ajoutées ; c’est le maximum, car chacune occupe des connexions dans chaque processus.',
    en: '{most:number} lanes have been added already. That is the most, as each takes connections in every process.',
    hint: { fr: 'Supprimez-en une qui ne sert plus.', en: 'Remove one that is no longer used.' },
  },
  LANE_LIMITS_MISSING: { fr: 'La file « {lane} » a été ajoutée ici : sans réglages, aucun processus ne saurait comment la servir.', en: 'The lane “{lane}” was added here: without settings no process would know how to serve it.', hint: { fr: 'Donnez au moins le nombre d’étapes simultanées.', en: 'Give at least the number of steps at once.' } },
  LANE_STILL_USED: { fr: 'La file « {lane} » est encore choisie par : {flows}.', en: 'The lane “{lane}” is still chosen by: {flows}.', hint: { fr: 'Donnez une autre file à ces flux, publiez-les, puis recommencez.', en: 'Give these flows another lane, publish them, then try again.' } },
  LANE_NOT_EMPTY: {
    fr: 'La file « {lane} » contient encore {steps:number} {steps|étape|étapes}.',
    en: 'The lane “{lane}” still holds {steps:number} {steps|step|steps}.',
    hint: { fr: 'Videz-la d’abord, ou annulez les exécutions qui y attendent.', en: 'Drain it first, or cancel the runs that wait in it.' },
  },
  PROCESS_SILENT: { fr: 'Le processus sur {host} ne donne plus signe de vie depuis {ms:duration} : il n’entendrait pas la demande.', en: 'The process on {host} has been silent for {ms:duration}: it wouldn’t hear the request.', hint: { fr: 'Redémarrez-le sur sa machine ; ce qu’il exécutait est repris par les autres.', en: 'Start it again on its machine; what it was running is taken over by the others.' } },
  PROCESS_NO_WORKER: { fr: 'Le processus sur {host} n’exécute pas d’étapes : il n’y a rien à relancer.', en: 'The process on {host} runs no steps: there is nothing to restart.' },
  FAILED_RETRY_BUSY: { fr: 'Quelqu’un d’autre relance des échecs en ce moment.', en: 'Somebody else is retrying failures just now.', hint: { fr: 'Attendez quelques secondes : rien n’est relancé deux fois.', en: 'Wait a few seconds: nothing is begun twice.' } },
  RUN_NOT_STANDING: { fr: 'Il n’y a rien à débloquer : l’exécution est terminée, ou elle attend son tour, une date ou une réponse.', en: 'There is nothing to release: the run is over, or it waits for its turn, a time or an answer.' },
  STANDING_UNDECIDED: { fr: 'Rien ne s’y passe depuis {ms:duration}, et aucune étape n’y est prête : la décision suivante s’est perdue.', en: 'Nothing has happened for {ms:duration}, and no step of it is ready: its next decision got lost.', hint: { fr: 'Débloquez-la : la décision est reprise.', en: 'Release it: the decision is made again.' } },
  STANDING_WORKER_GONE: {
    fr: 'L’étape était confiée à un processus sur {host}, muet depuis {ms:duration}, et aucun autre ne l’a reprise.',
    en: 'The step was with a process on {host} that has been silent for {ms:duration}, and no other has taken it over.',
    hint: { fr: 'Vérifiez qu’un processus exécute des étapes, puis débloquez-la.', en: 'Check that some process runs steps, then release it.' },
  },
  STANDING_STEP_RUNS: {
    fr: 'L’étape tourne depuis {ms:duration} sur {host}, qui répond toujours.',
    en: 'The step has been running for {ms:duration} on {host}, which is alive.',
    hint: { fr: 'C’est peut-être normal : sa limite de temps l’arrêtera. Débloquer l’interrompt et la recommence.', en: 'That may be as it should be: its time limit will end it. A release interrupts it and does it again.' },
  },
  STANDING_LANE_PAUSED: {
    fr: 'L’étape attend dans la file « {lane} », que {by} a mise en pause il y a {ms:duration}.',
    en: 'The step waits in the lane “{lane}”, which {by} paused {ms:duration} ago.',
    hint: { fr: 'Reprenez la file.', en: 'Resume the lane.' },
  },
  STANDING_LANE_UNSERVED: {
    fr: 'L’étape attend depuis {ms:duration} dans la file « {lane} », que personne ne sert.',
    en: 'The step has been waiting for {ms:duration} in the lane “{lane}”, which nobody serves.',
    hint: { fr: 'Démarrez un processus qui sert cette file, ou ajoutez-la ici.', en: 'Start a process that serves this lane, or add it here.' },
  },
  STANDING_LANE_FULL: {
    fr: 'L’étape attend son tour depuis {ms:duration} : toutes les places de la file « {lane} » sont prises.',
    en: 'The step has been waiting its turn for {ms:duration}: every place of the lane “{lane}” is taken.',
    hint: { fr: 'Augmentez le nombre d’étapes simultanées de la file, ou démarrez un processus de plus.', en: 'Raise the number of steps at once of the lane, or start one more process.' },
  },
} as const satisfies MessageMap
