import NotFound from "./(portal)/not-found";

export default NotFound;
