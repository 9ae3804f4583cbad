/**
 * Words of which common passwords are made, folded as `foldText` does: from the
 * top of the public breach lists (rockyou, SecLists' "10k most common" and
 * Japanese collections), names of this region and this kind of work. Common
 * passwords of twelve characters and more are these words doubled, joined, and
 * decorated with years, walks and signs; the rule takes all of that away.
 */
export const COMMON_PASSWORD_STEMS: readonly string[] = `
password passwort passwd pass passw0rd password1 parola motdepasse contrasena senha haslo
letmein welcome login logon signin admin administrator root user guest test tester testing default
changeme change secret private secure security access system master superuser manager server
temp temporary sample example demo hello helloworld goodbye iloveyou ilovejesus loveyou lovely love
forever together princess prince queen king angel angels babygirl baby sweetheart darling honey
beautiful sunshine summer winter autumn spring moonlight starlight starwars startrek superman batman
spiderman ironman pokemon pikachu naruto doraemon onepiece dragonball dragon monkey tiger lion eagle
panther shadow killer hunter ranger warrior ninja samurai master1 matrix phoenix mustang corvette
ferrari porsche mercedes toyota honda nissan yamaha kawasaki suzuki harley yankees lakers cowboys
football baseball basketball soccer hockey tennis golf liverpool chelsea arsenal barcelona realmadrid
manchester juventus michael jordan jennifer jessica ashley michelle charlie thomas daniel andrew
joshua matthew robert nicole amanda hannah samantha elizabeth victoria alexander christopher
computer internet samsung iphone android google facebook youtube twitter instagram linkedin amazon
microsoft windows apple macintosh linux ubuntu oracle mysql postgres database cisco router network
whatever trustno1 trustnoone opensesame qwerty qwertz azerty asdf zxcv asdfgh zxcvbn qazwsx 1qaz2wsx
abc123 abcd1234 a1b2c3 a1b2c3d4 aa123456 abcabc abcdef123 123abc 1q2w3e 1q2w3e4r q1w2e3r4
money business office company work worker family mother father sister brother friend friends
freedom liberty happy lucky success victory winner champion diamond silver golden purple orange
yellow banana cherry cookie chocolate cheese coffee pepper ginger flower flowers rainbow butterfly
jesus christ blessed heaven heavenly church bible faith grace jesuschrist godisgood
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december
correcthorsebatterystaple correct horse battery staple ncc1701 thx1138 fuckyou fuckoff asshole bitch
sakura himawari tsubaki momiji yuki hikari kibou kazoku tomodachi arigatou arigato konnichiwa
ohayou sayonara daisuki aishiteru kawaii genki ganbare ganbarou ganbaru nippon nihon japan tokyo
osaka kyoto nagoya hokkaido sapporo sendai yokohama fukuoka hiroshima okinawa
aomori hachinohe hirosaki towada mutsu misawa goshogawara kuroishi tsugaru nebuta neputa ringo apple1
iwate akita shimokita sannohe kamikita tohoku touhoku hokuto
tanaka suzuki1 satou sato takahashi watanabe itou ito nakamura kobayashi yamamoto yamada kudo kudou
takeshi hiroshi kenji takashi akira naoki daisuke yuuki haruka misaki sayaka ayumi megumi
banso bansou shien shiensenta sapoto support center centre sangyou sangyo zaidan kyoukai shokokai
kanri kanrisha kanrinin jimukyoku soumu eigyou keiei chuusho chusho chousa houmon kigyou kaisha shigoto
password123 pasuwado pasuwaado himitsu naisho anshou sokyu shokichi tesuto yuza
ぱすわーど ひみつ あおもり はちのへ ひろさき さくら てすと にほん 管理者 管理 青森 支援 秘密 日本
`
  .trim()
  .split(/\s+/);
