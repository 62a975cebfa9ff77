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
} as const satisfies MessageMap
