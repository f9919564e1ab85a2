-- Gives a unit another key, and every holder named the bundle with it, if nothing changed since it was read.
-- KEYS[1] officers (hash id -> JSON)  KEYS[2] unit keys (hash unit -> JSON)
-- ARGV[1] unit  ARGV[2] key JSON as read  ARGV[3] key JSON to store
-- ARGV[4…] for each holder: id, JSON as read, JSON to store
-- Returns 'rotated' | 'conflict' (nothing was changed).
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 'conflict' end
for i = 4, #ARGV, 3 do
  if redis.call('HGET', KEYS[1], ARGV[i]) ~= ARGV[i + 1] then return 'conflict' end
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
for i = 4, #ARGV, 3 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2]) end
return 'rotated'
