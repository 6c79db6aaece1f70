// Passwords that attackers try first, simplified as lib/identity/password.ts simplifies (lower case, substitutions undone,
// digits at the ends cut). Only what could still be twelve characters with digits around it needs to stand here.

const WORDS = `password passwort motdepasse contrasena wachtwoord parola haslo senha salasana losenord kennwort passphrase passpass
passwordpassword password password adminadmin administrator administrador superuser sysadmin rootroot toortoor letmein letmeinnow
letmeinplease welcome welcomehome welcomeback changeme changemenow changemeplease pleasechangeme defaultpassword temporary temppassword
temppass temppassword newpassword mypassword yourpassword ourpassword thispassword nopassword notapassword secretpassword topsecret secret
supersecret iloveyou iloveyousomuch ilovemyself ilovegod ilovejesus iloveher ilovehim lovelove lovelovelove loveyou loveme princess
sunshine football baseball basketball superman batman spiderman pokemon starwars dragon monkey shadow master mustang michael michelle
jennifer jessica charlie jordan hunter ranger buster soccer hockey killer george andrew daniel thomas robert summer winter autumn spring
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
sunday trustno trustnobody trustme qwerty qwertz azerty qwertyqwerty qwertyuiop asdfasdf asdfghjkl zxcvbnm zaqxsw access accessgranted
opensesame abracadabra whatever whateveryouwant computer computers internet freedom football liverpool chelsea arsenal barcelona
manchester manchesterunited realmadrid juventus allblacks newzealand aotearoa auckland wellington christchurch london england scotland
australia sydney melbourne america newyork california california texas chicago boston harley ferrari porsche mercedes toyota samsung
google facebook linkedin twitter instagram microsoft windows apple iphone android chocolate strawberry butterfly flowers hellokitty
hello helloworld hellothere hellohello goodmorning goodnight happybirthday merrychristmas christmas thequickbrownfox correcthorse
correcthorsebatterystaple batterystaple horsebatterystaple fourrandomwords onetwothreefour onetwothree abcabc abcdef abcdefgh
abcdefghijkl testtest testing testpassword testuser testaccount guestguest useruser userpassword demodemo demouser demopassword
supportsupport support helpdesk customer customers ticket tickets portal concord service services manager office company business
qlwzeyrat lqztwsxedc lqazzwsx lqazzwsxedc zaqlxswz nothing nothingelse something anything everything everyone nobody somebody
blinkl iamgod jesus jesuschrist godisgood godislove blessed blessing family familyfirst mother father mommy daddy babygirl sweetheart
bismillah alhamdulillah password your name here mynameis mynameiss`

/** Lookup in the simplified form. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/))
