-- Enrols an officer: the invite is used up, the name taken, the officer stored, the unit's first key claimed.
-- KEYS[1] invite  KEYS[2] officers (hash id -> JSON)  KEYS[3] names (hash folded name -> id)
-- KEYS[4] unit keys (hash unit -> JSON)
-- ARGV[1] officer id  ARGV[2] officer JSON  ARGV[3] folded name  ARGV[4] unit  ARGV[5] unit key JSON, or ''
-- Returns 'enrolled' | 'invite_invalid' | 'name_taken' | 'key_exists'; anything but 'enrolled' changed nothing.
if redis.call('EXISTS', KEYS[1]) == 0 then return 'invite_invalid' end
if redis.call('HEXISTS', KEYS[3], ARGV[3]) == 1 then return 'name_taken' end
if ARGV[5] ~= '' and redis.call('HEXISTS', KEYS[4], ARGV[4]) == 1 then return 'key_exists' end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[3], ARGV[1])
if ARGV[5] ~= '' then redis.call('HSET', KEYS[4], ARGV[4], ARGV[5]) end
return 'enrolled'
