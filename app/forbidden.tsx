import Forbidden from "./(portal)/forbidden";

export default Forbidden;
