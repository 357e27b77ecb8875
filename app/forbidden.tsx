export { default } from "./(portal)/forbidden";
